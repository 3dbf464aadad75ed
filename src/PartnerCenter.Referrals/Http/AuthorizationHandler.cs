using System.Net;

namespace PartnerCenter.Referrals;

/// <summary>Gives each attempt a token that is valid now.</summary>
internal sealed class AuthorizationHandler : DelegatingHandler
{
    private readonly TokenHolder _tokens;

    public AuthorizationHandler(TokenHolder tokens, HttpMessageHandler next)
        : base(next)
    {
        _tokens = tokens;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = await _tokens.GetAsync(cancellationToken).ConfigureAwait(false);
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            _tokens.Refused(request.Headers.Authorization);
        }

        return response;
    }
}
