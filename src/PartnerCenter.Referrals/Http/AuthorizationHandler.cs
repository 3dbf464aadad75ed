using System.Net;
using System.Net.Http.Headers;

namespace PartnerCenter.Referrals;

/// <summary>Sends each attempt with a valid access token, and answers a claims challenge once.</summary>
internal sealed class AuthorizationHandler : DelegatingHandler
{
    private readonly AccessTokenProvider _tokenProvider;

    public AuthorizationHandler(AccessTokenProvider tokenProvider, HttpMessageHandler next)
        : base(next)
    {
        _tokenProvider = tokenProvider;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        AuthenticationHeaderValue token = await _tokenProvider.GetAsync(
            cancellationToken, ReferralCall.Of(request).CallerCancellation).ConfigureAwait(false);
        request.Headers.Authorization = token;
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
        {
            return response;
        }

        if (_tokenProvider.HandleClaimsChallenges && ClaimsChallenge.ClaimsOf(response) is { } claims
            && await HandleChallengeAsync(request, response, token, claims, cancellationToken).ConfigureAwait(false) is { } newToken)
        {
            // The body is buffered, so the same request can be sent again.
            response.Dispose();
            request.Headers.Authorization = token = newToken;
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.Unauthorized)
            {
                return response;
            }
        }

        _tokenProvider.Rejected(token);
        return response;
    }

    private async Task<AuthenticationHeaderValue?> HandleChallengeAsync(
        HttpRequestMessage request, HttpResponseMessage response, AuthenticationHeaderValue token, string claims,
        CancellationToken cancellationToken)
    {
        try
        {
            // The service refused the request before it acted on it, and nothing is in flight while the new token is acquired.
            ReferralCall call = ReferralCall.Of(request);
            call.MarkWithoutEffect();
            AuthenticationHeaderValue? newToken = await _tokenProvider.HandleChallengeAsync(
                token, claims, cancellationToken, call.CallerCancellation).ConfigureAwait(false);
            return newToken?.Parameter == token.Parameter ? null : newToken;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
