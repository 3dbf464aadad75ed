namespace PartnerCenter.Referrals;

internal sealed class TokenProviderCredential(
    Func<ReferralsTokenRequest, CancellationToken, ValueTask<ReferralsAccessToken>> provider) : ReferralsCredential
{
    internal override async ValueTask<ReferralsAccessToken> AcquireAsync(ReferralsTokenRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await provider(request, cancellationToken).ConfigureAwait(false)
                ?? throw new InvalidOperationException("The token provider returned null.");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception failure)
        {
            throw new ReferralsAuthenticationException("The token provider failed; the inner exception is what it threw.", failure);
        }
    }
}
