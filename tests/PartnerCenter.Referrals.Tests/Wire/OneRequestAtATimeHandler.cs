namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Lets concurrent requests take their responses from a script one after the other: a mock can give the same response to two requests that
/// arrive at the same time.
/// </summary>
internal sealed class OneRequestAtATimeHandler(HttpMessageHandler script) : DelegatingHandler(script)
{
    private readonly Lock _taking = new();

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (_taking)
        {
            return base.SendAsync(request, cancellationToken); // The response is taken before the task is returned, and may complete later.
        }
    }
}
