/// <summary>Redirects the sign-in to the emulator, which does not support https.</summary>
internal sealed class LoopbackHandler(Uri emulator) : DelegatingHandler(new SocketsHttpHandler())
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.RequestUri = new UriBuilder(request.RequestUri!) { Scheme = "http", Host = emulator.Host, Port = emulator.Port }.Uri;
        return base.SendAsync(request, cancellationToken);
    }
}
