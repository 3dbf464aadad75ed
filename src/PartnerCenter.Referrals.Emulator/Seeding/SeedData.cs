namespace PartnerCenter.Referrals.Emulator;

/// <summary>Provides the fictitious names and the documented values from which seeded referrals are created.</summary>
internal static class SeedData
{
    public static IReadOnlyList<string> Companies { get; } =
    [
        "Adventure Works", "Alpine Ski House", "Bellows College", "Best For You Organics", "Coho Winery", "Fabrikam", "Fourth Coffee",
        "Graphic Design Institute", "Humongous Insurance", "Lamna Healthcare", "Litware", "Margie's Travel", "Munson's Pickles & Preserves",
        "Northwind Traders", "Proseware", "Relecloud", "School of Fine Art", "Tailspin Toys", "The Phone Company", "Trey Research",
        "VanArsdel", "Wide World Importers", "Wingtip Toys", "Woodgrove Bank", "Müller Test GmbH", "Café Exemple",
    ];

    public static IReadOnlyList<string> Partners { get; } =
    [
        "Blue Yonder Airlines", "City Power & Light", "Consolidated Messenger", "Lucerne Publishing",
    ];

    /// <summary>Returns the id of a partner, which is always the same for the same name.</summary>
    public static string IdOfPartner(string name) =>
        Partners.Index().Where(
            partner => partner.Item == name).Select(partner => $"7f4d2c10-58a3-4e0b-9c61-00000000000{partner.Index}").First();

    public static IReadOnlyList<string> Projects { get; } =
    [
        "Data platform", "Cloud migration", "Modern workplace", "Sales automation", "Security review", "Disaster recovery", "Web shop",
        "Analytics pilot", "Device rollout", "ERP renewal", "Contact center", "IoT monitoring",
    ];

    /// <summary>Gets where customers are, as country, city and currency. Earlier places are more likely.</summary>
    public static IReadOnlyList<(string Country, string City, string Currency)> Places { get; } =
    [
        ("US", "Sampleton", "USD"), ("DE", "Musterstadt", "EUR"), ("GB", "Exampleford", "GBP"), ("FR", "Villexemple", "EUR"),
        ("CA", "Sample Falls", "CAD"), ("NL", "Voorbeeldstad", "EUR"), ("AU", "Example Bay", "AUD"), ("JP", "Mihon", "JPY"),
        ("IN", "Namunapur", "INR"), ("BR", "Exemplo", "BRL"), ("SE", "Exempelby", "SEK"), ("CH", "Beispielwil", "CHF"),
        ("ES", "Ejemplo", "EUR"), ("MX", "Muestra", "MXN"), ("ZA", "Voorbeeld", "ZAR"), ("PL", "Wzorowo", "PLN"),
    ];

    public static IReadOnlyList<string> FirstNames { get; } =
    [
        "Adele", "Alex", "Chris", "Diego", "Grady", "Isaiah", "Johanna", "Lee", "Lidia", "Lynne", "Megan", "Miriam", "Nestor", "Patti",
        "Pradeep", "Zoë",
    ];

    public static IReadOnlyList<string> LastNames { get; } =
    [
        "Archer", "Berg", "Cramer", "Dunn", "Example", "Fischer", "Gomez", "Hall", "Ito", "Jensen", "Kumar", "Lopez", "O'Sample", "Novak",
        "Silva", "Weber",
    ];

    /// <summary>Gets some of the products of wire contract 4.12.</summary>
    public static IReadOnlyList<string> Products { get; } =
    [
        "Azure", "Dynamics365Business", "Microsoft365", "PowerBI", "SQL", "Teams", "Windows",
    ];

    /// <summary>Gets some of the industries of wire contract 4.12.</summary>
    public static IReadOnlyList<string> Industries { get; } =
    [
        "Education", "Financial Services", "Government", "Healthcare", "Hospitality", "Retail & Consumer Goods",
        "Travel & Transportation",
    ];

    /// <summary>Gets some of the codes of wire contract 4.7.</summary>
    public static IReadOnlyList<string> Assistance { get; } =
    [
        "GeneralOrOther", "CustomerTechnicalArchitecture", "ProofOfConceptOrDemo", "QuotesOrLicensing",
        "WorkloadSpecificValueProposition",
    ];

    public static IReadOnlyList<string> Sizes { get; } = ["1to9employees", "10to50employees", "51to250employees", "251to1000employees"];

    public static IReadOnlyList<string> LossReasons { get; } =
        ["Budget", "Customer unresponsive", "Another vendor was chosen", "Requirements not met", "Timeline"];
}
