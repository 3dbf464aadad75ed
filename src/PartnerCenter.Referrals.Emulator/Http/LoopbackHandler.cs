namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Sends every request to the emulator, whatever host the request names. MSAL refuses an authority that is not https, and a receiver of
/// webhooks refuses a certificate's address that is not, so both use Microsoft's real address and this handler. No request leaves the
/// machine. The handler returns a redirect and does not follow it, because the browser that would follow it belongs to the caller.
/// </summary>
internal sealed class LoopbackHandler(Uri root)
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
        Uri address = request.RequestUri ?? throw new InvalidOperationException("The request must have a RequestUri.");
        request.Headers.Host ??= address.Authority;

        // The addresses in the responses are then those that the caller uses.
        request.Headers.Remove("X-Forwarded-Proto");
        request.Headers.Add("X-Forwarded-Proto", address.Scheme);
        request.RequestUri = new Uri(root, address.PathAndQuery);
    }
}
