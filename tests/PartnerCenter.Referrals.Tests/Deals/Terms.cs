namespace PartnerCenter.Referrals.Tests;

/// <summary>Provides complete and empty terms for the deals of the tests.</summary>
internal static class Terms
{
    public static DealTerms Whole { get; } = new()
    {
        Name = "Fabrikam data platform",
        CustomerProfile = new CustomerProfile
        {
            Name = "Fabrikam",
            Address = new Address { AddressLine1 = "1 Sample Street", City = "Sampleton", Country = "US" },
            Team = [new Member { FirstName = "Ada", LastName = "Example", PhoneNumber = "5550100", Email = "ada@fabrikam.example.com" }],
        },
        Solutions = [SolutionTag.Catalogue("SOL-12345-ABC"), SolutionTag.Category(PredefinedSolution.CloudMigration)],
        DealValue = 25_000m,
        Currency = "USD",
        ClosingDateTime = new DateTimeOffset(2031, 1, 31, 0, 0, 0, TimeSpan.Zero),
        Team = [new Member { FirstName = "Ben", LastName = "Sample", PhoneNumber = "5550101", Email = "ben@contoso.example.com" }],
        CustomerMarketplaceIntent = CustomerMarketplaceIntent.HaveNotDecided,
        ConsentToShareInfoWithOthers = true,
        ConsentToContact = true,
        Notes = "Our own notes.",
        CampaignId = "CAMPAIGN-7",
        ExternalReferenceId = "CRM-4711",
    };

    public static ServicesCoSellTerms Services { get; } =
        new() { PartnerRole = "role-27", SolutionArea = "area-27", SolutionPlay = "play-27" };

    public static ServicesCoSellTerms BlankServices { get; } = new() { PartnerRole = "", SolutionArea = " ", SolutionPlay = "" };

    /// <summary>Gets terms that a program fills from an empty row of its CRM.</summary>
    public static DealTerms Blank { get; } = new()
    {
        Name = " ",
        CustomerProfile = new CustomerProfile(),
        Solutions = [],
        DealValue = 0,
        Currency = "",
        ClosingDateTime = default,
        Team = [],
        CustomerMarketplaceIntent = new CustomerMarketplaceIntent(""),
        ConsentToShareInfoWithOthers = false,
        ConsentToContact = false,
    };
}
