using PartnerCenter.Referrals;

namespace WebhookReceiver;

/// <summary>Provides the deal of the story.</summary>
internal static class SampleDeal
{
    public static Referral Draft() => Deal.CoSell(new DealTerms
    {
        Name = "Test: PartnerCenter.Referrals sample",
        CustomerProfile = new CustomerProfile
        {
            Name = "Fabrikam",
            Address = new Address
            {
                AddressLine1 = "1 Sample Street",
                City = "Redmond",
                State = "WA",
                PostalCode = "98052",
                Country = "US",
            },
            Team = [new Member { FirstName = "Ada", LastName = "Example", PhoneNumber = "5550100", Email = "ada@fabrikam.example.com" }],
        },
        Solutions = [SolutionTag.Catalogue("SOL-12345-ABC")],
        DealValue = 25_000m,
        Currency = "USD",
        ClosingDateTime = new DateTimeOffset(DateTime.UtcNow.Date.AddMonths(6), TimeSpan.Zero),
        Team = [new Member { FirstName = "Ben", LastName = "Sample", PhoneNumber = "5550101", Email = "ben@contoso.example.com" }],
        CustomerMarketplaceIntent = CustomerMarketplaceIntent.HaveNotDecided,
        ConsentToShareInfoWithOthers = true,
        ConsentToContact = true,
    });
}
