using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Deals and clients that the tests start from.</summary>
internal static class Deals
{
    /// <summary>The README's own.</summary>
    public static Referral CoSell { get; } = Readme.Deals.Draft();

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

    public static ReferralsCredentialOptions SignIn(ReferralsEmulator emulator) =>
        new() { HttpMessageHandler = emulator.CreateEntraHandler() };
}
