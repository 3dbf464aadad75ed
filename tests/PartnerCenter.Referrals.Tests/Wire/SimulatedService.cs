namespace PartnerCenter.Referrals.Tests;

/// <summary>Answers each request by a function, on a clock that moves while the service works or the client waits.</summary>
internal sealed class SimulatedService(Func<HttpRequestMessage, CancellationToken, HttpResponseMessage> respond) : HttpMessageHandler
{
    public DrivenTime Time { get; init; } = new(TimeSpan.FromMilliseconds(10));

    /// <summary>Gets the methods of the requests in order of arrival.</summary>
    public List<HttpMethod> Sent { get; } = [];

    public ReferralsClient Client(Action<ReferralsClientOptions>? configure = null)
    {
        ReferralsClientOptions options = new()
        {
            Credential = ReferralsCredential.FromTokenProvider((_, _) => new(new ReferralsAccessToken("token-1", DateTimeOffset.MaxValue))),
            TimeProvider = Time,
        };
        configure?.Invoke(options);
        return ReferralsClient.Create(options, this);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Sent.Add(request.Method);
        await Task.Yield(); // A network never answers before it returns.
        if (request.Content is not null)
        {
            await request.Content.CopyToAsync(Stream.Null, CancellationToken.None); // What no network reads was not sent.
        }

        return respond(request, cancellationToken);
    }
}
