using System.Net;
using System.Net.Http.Headers;

namespace PartnerCenter.Referrals;

/// <summary>Gives each attempt a token that is valid now, and answers a claims challenge once.</summary>
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
        AuthenticationHeaderValue token = await _tokenProvider.GetAsync(cancellationToken).ConfigureAwait(false);
        request.Headers.Authorization = token;
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
        {
            return response;
        }

        if (_tokenProvider.HandleClaimsChallenges && ClaimsChallenge.ClaimsOf(response) is { } claims
            && await HandleChallengeAsync(request, response, token, claims, cancellationToken).ConfigureAwait(false) is { } answer)
        {
            // Bodies are bytes, so that the request can be sent again as it is.
            response.Dispose();
            request.Headers.Authorization = token = answer;
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
            // Refused at the door: while a token is waited for, nothing of this call is on its way.
            ReferralCall.Of(request).MarkWithoutEffect();
            AuthenticationHeaderValue? answer = await _tokenProvider.HandleChallengeAsync(
                token, claims, cancellationToken).ConfigureAwait(false);
            return answer?.Parameter == token.Parameter ? null : answer;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
