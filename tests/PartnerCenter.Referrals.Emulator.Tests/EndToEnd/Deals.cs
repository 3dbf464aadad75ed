using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Deals and clients that the tests start from.</summary>
internal static class Deals
{
    public static Referral CoSell { get; } = new()
    {
        Name = "Fabrikam data platform",
        Type = ReferralType.Shared,
        Qualification = ReferralQualification.SalesQualified,
        Target = [ReferralTarget.Solution("SOL-12345-ABC")],
        CustomerProfile = new CustomerProfile
        {
            Name = "Fabrikam",
            Address = new Address { AddressLine1 = "1 Sample Street", City = "Sampleton", Country = "US" },
            Team = [new Member { FirstName = "Ada", LastName = "Example", PhoneNumber = "5550100", Email = "ada@fabrikam.example.com" }],
        },
        Consent = new Consent { ConsentToContact = true, ConsentToShareInfoWithOthers = true, ConsentToShareReferralWithMicrosoftSellers = true },
        Details = new ReferralDetails
        {
            Notes = "Our own notes.",
            DealValue = 25_000m,
            Currency = "USD",
            ClosingDateTime = new DateTimeOffset(2031, 6, 30, 0, 0, 0, TimeSpan.Zero),
            Requirements = new ReferralRequirements { Solutions = [SolutionTag.Catalogue("SOL-12345-ABC")] },
        },
        Team = [new Member { FirstName = "Ben", LastName = "Sample", PhoneNumber = "5550101", Email = "ben@contoso.example.com" }],
    };

    public static Invitation ToMicrosoft { get; } = Invitation.ToMicrosoft(AssistanceRequestCode.ProofOfConceptOrDemo, "please help");

    /// <summary>A client that signs in to the emulator through the real sign-in library.</summary>
    public static ReferralsClient ClientOf(ReferralsEmulator emulator, Action<ReferralsClientOptions>? configure = null)
    {
        ReferralsClientOptions options = new()
        {
            Endpoint = emulator.Endpoint,
            Credential = ReferralsCredential.FromRefreshToken(
                emulator.TenantId, emulator.ClientId, emulator.ClientSecret, emulator.RefreshToken, SignIn(emulator)),
        };
        configure?.Invoke(options);
        return ReferralsClient.Create(options);
    }

    public static ReferralsCredentialOptions SignIn(ReferralsEmulator emulator) => new() { HttpMessageHandler = emulator.CreateEntraHandler() };
}
