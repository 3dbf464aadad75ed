namespace PartnerCenter.Referrals;

/// <summary>
/// Sends what MSAL sends to an https address of this machine to the http address that the program has set. MSAL itself refuses http.
/// A request to any other address is sent unchanged.
/// </summary>
/// <param name="authorityHost">The http address.</param>
/// <param name="next">The handler that sends the requests.</param>
internal sealed class LoopbackAuthorityHandler(Uri authorityHost, HttpMessageHandler next) : DelegatingHandler(next)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is { } address && address.IdnHost == authorityHost.IdnHost && address.Port == authorityHost.Port)
        {
            request.RequestUri = new Uri(authorityHost, address.PathAndQuery);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
