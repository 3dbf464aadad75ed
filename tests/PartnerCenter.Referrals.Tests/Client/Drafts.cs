using System.Text.Json;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Provides the referrals and invitations that tests start from.</summary>
internal static class Drafts
{
    public static Referral Minimal { get; } = new()
    {
        Name = "Fabrikam data platform",
        Type = ReferralType.Independent,
        CustomerProfile = new CustomerProfile
        {
            Name = "Fabrikam",
            Address = new Address { AddressLine1 = "1 Sample Street", City = "Sampleton", Country = "US" },
        },
        Consent = new Consent
        {
            ConsentToShareInfoWithOthers = true,
            ConsentToContact = true,
            ConsentToShareReferralWithMicrosoftSellers = false,
        },
        Details = new ReferralDetails
        {
            DealValue = 25_000m,
            Currency = "USD",
            ClosingDateTime = new DateTimeOffset(2030, 6, 30, 0, 0, 0, TimeSpan.Zero),
            Requirements = new ReferralRequirements { Solutions = [SolutionTag.Catalogue("SOL-12345-ABC")] },
        },
        Team = [new Member { FirstName = "Ben", LastName = "Sample", PhoneNumber = "5550101", Email = "ben@contoso.example.com" }],
    };

    /// <summary>Gets the referral in the form that the service returns.</summary>
    public static Referral Stored { get; } = JsonSerializer.Deserialize(ReferralJson.Full, ReferralsJson.Referral)!;

    public static Invitation ToMicrosoft { get; } = Invitation.ToMicrosoft(AssistanceRequestCode.ProofOfConceptOrDemo, "please help");
}
