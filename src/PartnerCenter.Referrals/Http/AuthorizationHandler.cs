using System.Net.Http.Headers;

namespace PartnerCenter.Referrals;

/// <summary>Sends each message with a valid access token. <see cref="TokenReplacement"/> decides what follows a 401.</summary>
internal sealed class AuthorizationHandler(AccessTokenProvider tokenProvider, HttpMessageHandler next) : DelegatingHandler(next)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ReferralCall call = ReferralCall.Of(request);
        AuthenticationHeaderValue? cached = tokenProvider.GetCached();
        call.UseToken(
            cached ?? await tokenProvider.AcquireAsync(cancellationToken, call.CallerCancellation).ConfigureAwait(false),
            isCached: cached is not null);
        request.Headers.Authorization = call.Token;
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
