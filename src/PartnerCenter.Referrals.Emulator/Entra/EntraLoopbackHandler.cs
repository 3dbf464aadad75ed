namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Sends every request to the emulator, whatever host it names: MSAL refuses an authority that is not https, so it is given Entra's
/// real address and this handler. No request leaves the machine. A redirect is handed back: the browser that would follow it is the
/// caller's.
/// </summary>
internal sealed class EntraLoopbackHandler(Uri root)
    : DelegatingHandler(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false })
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Rewrite(request);
        return base.SendAsync(request, cancellationToken);
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Rewrite(request);
        return base.Send(request, cancellationToken);
    }

    private void Rewrite(HttpRequestMessage request)
    {
        Uri address = request.RequestUri ?? throw new InvalidOperationException("The request names no address.");
        request.Headers.Host ??= address.Authority;
        request.RequestUri = new Uri(root, address.PathAndQuery);
    }
}
