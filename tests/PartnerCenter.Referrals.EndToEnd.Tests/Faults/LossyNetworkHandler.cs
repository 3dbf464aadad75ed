namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Loses a share of the responses after the service has handled the requests.</summary>
internal sealed class LossyNetworkHandler(double share, int seed) : DelegatingHandler(new SocketsHttpHandler { UseProxy = false })
{
    private readonly Random _random = new(seed);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        if (!IsLost())
        {
            return response;
        }

        response.Dispose();
        throw new HttpRequestException(HttpRequestError.ResponseEnded);
    }

    private bool IsLost()
    {
        lock (_random)
        {
            return _random.NextDouble() < share;
        }
    }
}
