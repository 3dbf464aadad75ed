using System.Net.Http.Headers;

namespace PartnerCenter.Referrals;

/// <summary>Sends each message with a valid access token. <see cref="TokenReplacement"/> decides what follows a 401.</summary>
internal sealed class AuthorizationHandler(AccessTokenProvider tokenProvider, HttpMessageHandler next) : DelegatingHandler(next)
{
    // Not an async method, because almost all messages have a cached token.
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ReferralCall call = ReferralCall.Of(request);
        return tokenProvider.GetCached() is { } cached
            ? SendAsync(request, call, cached, isCached: true, cancellationToken)
            : AcquireAsync(request, call, cancellationToken);
    }

    private async Task<HttpResponseMessage> AcquireAsync(
        HttpRequestMessage request, ReferralCall call, CancellationToken cancellationToken)
    {
        AuthenticationHeaderValue token = await tokenProvider.AcquireAsync(
            cancellationToken, call.CallerCancellation).ConfigureAwait(false);
        return await SendAsync(request, call, token, isCached: false, cancellationToken).ConfigureAwait(false);
    }

    private Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, ReferralCall call, AuthenticationHeaderValue token, bool isCached, CancellationToken cancellationToken)
    {
        call.UseToken(token, isCached);
        request.Headers.Authorization = token;
        return base.SendAsync(request, cancellationToken);
    }
}
