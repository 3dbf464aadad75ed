namespace PartnerCenter.Referrals;

internal sealed class TokenProviderCredential(
    Func<ReferralsTokenRequest, CancellationToken, ValueTask<ReferralsAccessToken>> provider) : ReferralsCredential
{
    // The provider receives the claims, and may ignore them.
    internal override bool HandleClaimsChallenges => true;

    internal override async ValueTask<ReferralsAccessToken> AcquireAsync(
        ReferralsTokenRequest request, CancellationToken cancellationToken) =>
        await CredentialCallback.RunAsync(
            "The token provider", () => provider(request, cancellationToken), cancellationToken).ConfigureAwait(false);
}
