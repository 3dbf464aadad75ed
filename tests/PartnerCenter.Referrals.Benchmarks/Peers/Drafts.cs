namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>Creates the same draft with the models of each peer.</summary>
internal static class Drafts
{
    private static readonly DateTimeOffset ClosesOn = new(2031, 1, 31, 0, 0, 0, TimeSpan.Zero);

    public static Referral OfSdk() => new()
    {
        Name = "Fabrikam data platform",
        Type = ReferralType.Shared,
        Qualification = ReferralQualification.SalesQualified,
        Target = [new ReferralTarget { Type = ReferralTargetType.SolutionProfile, Id = "SOL-12345-ABC" }],
        CustomerProfile = new CustomerProfile
        {
            Name = "Fabrikam",
            Address = new Address { AddressLine1 = "1 Sample Street", City = "Sampleton", Country = "US" },
            Team = [new Member { FirstName = "Ada", LastName = "Example", PhoneNumber = "5550100", Email = "ada@fabrikam.example.com" }],
        },
        Consent =
            new Consent { ConsentToContact = true, ConsentToShareInfoWithOthers = true, ConsentToShareReferralWithMicrosoftSellers = true },
        Details = new ReferralDetails
        {
            DealValue = 1000m,
            Currency = "USD",
            ClosingDateTime = ClosesOn,
            Requirements = new ReferralRequirements { Solutions = [new SolutionTag { Id = "SOL-12345-ABC", Type = SolutionTagType.Name }] },
        },
        Team = [new Member { FirstName = "Ben", LastName = "Sample", PhoneNumber = "5550101", Email = "ben@contoso.example.com" }],
    };

    public static PlainReferral Plain() => new()
    {
        Name = "Fabrikam data platform",
        Type = "Shared",
        Qualification = "SalesQualified",
        Target = [new PlainReferralTarget { Type = "SolutionProfile", Id = "SOL-12345-ABC" }],
        CustomerProfile = new PlainCustomerProfile
        {
            Name = "Fabrikam",
            Address = new PlainAddress { AddressLine1 = "1 Sample Street", City = "Sampleton", Country = "US" },
            Team =
                [new PlainMember { FirstName = "Ada", LastName = "Example", PhoneNumber = "5550100", Email = "ada@fabrikam.example.com" }],
        },
        Consent = new PlainConsent
        {
            ConsentToContact = true,
            ConsentToToShareInfoWithOthers = true,
            ConsentToShareReferralWithMicrosoftSellers = true
        },
        Details = new PlainReferralDetails
        {
            DealValue = 1000m,
            Currency = "USD",
            ClosingDateTime = ClosesOn,
            Requirements = new PlainReferralRequirements { Solutions = [new PlainSolutionTag { Id = "SOL-12345-ABC", Type = "Name" }] },
        },
        Team = [new PlainMember { FirstName = "Ben", LastName = "Sample", PhoneNumber = "5550101", Email = "ben@contoso.example.com" }],
    };

    public static KiotaReferral Kiota() => new()
    {
        Name = "Fabrikam data platform",
        Type = "Shared",
        Qualification = "SalesQualified",
        Target = [new KiotaReferralTarget { Type = "SolutionProfile", Id = "SOL-12345-ABC" }],
        CustomerProfile = new KiotaCustomerProfile
        {
            Name = "Fabrikam",
            Address = new KiotaAddress { AddressLine1 = "1 Sample Street", City = "Sampleton", Country = "US" },
            Team =
                [new KiotaMember { FirstName = "Ada", LastName = "Example", PhoneNumber = "5550100", Email = "ada@fabrikam.example.com" }],
        },
        Consent = new KiotaConsent
        {
            ConsentToContact = true,
            ConsentToToShareInfoWithOthers = true,
            ConsentToShareReferralWithMicrosoftSellers = true
        },
        Details = new KiotaReferralDetails
        {
            DealValue = 1000m,
            Currency = "USD",
            ClosingDateTime = ClosesOn,
            Requirements = new KiotaReferralRequirements { Solutions = [new KiotaSolutionTag { Id = "SOL-12345-ABC", Type = "Name" }] },
        },
        Team = [new KiotaMember { FirstName = "Ben", LastName = "Sample", PhoneNumber = "5550101", Email = "ben@contoso.example.com" }],
    };
}
