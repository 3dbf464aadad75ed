namespace PartnerCenter.Referrals;

internal sealed class TokenProviderCredential(
    Func<ReferralsTokenRequest, CancellationToken, ValueTask<ReferralsAccessToken>> provider)
    : ReferralsCredential(TimeProvider.System)
{
    // The provider receives the claims, and may ignore them.
    internal override bool HandleClaimsChallenges => true;

    private protected override async Task<ReferralsAccessToken> RequestAsync(
        ReferralsTokenRequest request, CancellationToken cancellationToken) =>
        await CredentialCallback.RunAsync(
            "The token provider", () => provider(request, cancellationToken), cancellationToken).ConfigureAwait(false);
}
