using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Provides the deals and clients that tests start from.</summary>
internal static class Deals
{
    /// <summary>Gets the README's deal.</summary>
    public static Referral CoSell { get; } = Readme.Deals.Draft();

    public static Invitation ToMicrosoft { get; } = Invitation.ToMicrosoft(AssistanceRequestCode.ProofOfConceptOrDemo, "please help");

    /// <summary>Creates a client that signs in to the emulator through MSAL.</summary>
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
