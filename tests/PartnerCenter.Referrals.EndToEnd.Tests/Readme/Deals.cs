namespace PartnerCenter.Referrals.EndToEnd.Tests.Readme;

/// <summary>The README's deal.</summary>
internal static class Deals
{
    public static Referral Draft()
    {
        #region draft
        Referral draft = new()
        {
            Name = "Fabrikam data platform",
            Type = ReferralType.Shared,
            Qualification = ReferralQualification.SalesQualified,
            Target = [ReferralTarget.Solution("SOL-12345-ABC")],
            CustomerProfile = new CustomerProfile
            {
                Name = "Fabrikam",
                Address = new Address { AddressLine1 = "1 Sample Street", City = "Sampleton", Country = "US" },
                Team =
                    [new Member { FirstName = "Ada", LastName = "Example", PhoneNumber = "5550100", Email = "ada@fabrikam.example.com" }],
            },
            Consent = new Consent
            {
                ConsentToContact = true,
                ConsentToShareInfoWithOthers = true,
                ConsentToShareReferralWithMicrosoftSellers = true,
            },
            Details = new ReferralDetails
            {
                DealValue = 25_000m,
                Currency = "USD",
                ClosingDateTime = new DateTimeOffset(2031, 1, 31, 0, 0, 0, TimeSpan.Zero),
                Notes = "Our own notes: they stay with us.",
                Requirements = new ReferralRequirements { Solutions = [SolutionTag.Catalogue("SOL-12345-ABC")] },
            },
            Team = [new Member { FirstName = "Ben", LastName = "Sample", PhoneNumber = "5550101", Email = "ben@contoso.example.com" }],
            ExternalReferenceId = "CRM-4711",
        };
        #endregion

        return draft;
    }
}
