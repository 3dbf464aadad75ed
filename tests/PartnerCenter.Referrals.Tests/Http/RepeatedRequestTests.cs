using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests requests that .NET's own connections repeat, because the server closes early, over real connections.</summary>
public sealed class RepeatedRequestTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<string> _ids = [];

    public RepeatedRequestTests()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task One_attempt_lets_a_single_request_out()
    {
        using ReferralsClient client = Client(maxAttempts: 1);
        Task serving = ServeAsync(answered: int.MaxValue);

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(
            () => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));

        Assert.Equal(failure.ClientRequestId.ToString(), Assert.Single(_ids));
        Assert.Equal((1, 1), (failure.Attempts, failure.RequestsSent));
        Assert.StartsWith("No complete response to get was received (attempt 1).", failure.Message, StringComparison.Ordinal);
        _listener.Stop();
        await serving;
    }

    [Fact]
    public async Task Each_request_that_is_repeated_on_a_fresh_connection_has_an_id_of_its_own()
    {
        using ReferralsClient client = Client(maxAttempts: 4);
        Task serving = ServeAsync(answered: 4);
        ReferralResponseInfo? response = null;

        await client.GetAsync(ReferralJson.Id, new ReferralCallOptions { OnResponse = info => response = info }, Cancellation);

        Assert.Equal(4, _ids.Distinct().Count());
        Assert.Equal((1, 4, _ids[^1]), (response!.Attempts, response.RequestsSent, response.ClientRequestId.ToString()));
        _listener.Stop();
        await serving;
    }

    [Fact]
    public async Task Each_repeated_request_is_reported_with_its_id()
    {
        using ReferralsClient client = Client(maxAttempts: 4);
        using MetricCollector<long> requests = new(Instruments.Attempts);
        List<Activity> spans = [];
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == ReferralsTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                lock (spans)
                {
                    spans.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        Task serving = ServeAsync(answered: 3);

        await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        Assert.Equal(["ResponseEnded", "ResponseEnded", null], requests.GetMeasurementSnapshot()
            .Where(one => one.Tags.GetValueOrDefault("server.port") is int port && port == Port)
            .Select(one => (string?)one.Tags.GetValueOrDefault("error.type")));
        lock (spans)
        {
            Activity span = Assert.Single(spans, span => span.GetTagItem("server.port") is int port && port == Port);
            Assert.Equal(_ids, span.Events.Select(one => $"{one.Tags.Single(tag => tag.Key == "partnercenter.client_request_id").Value}"));
        }

        _listener.Stop();
        await serving;
    }

    [Fact]
    public async Task A_request_that_finds_no_connection_is_not_counted_as_sent()
    {
        using ReferralsClient client = Client(maxAttempts: 1);
        _listener.Stop();

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(
            () => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));

        Assert.Equal((1, 0), (failure.Attempts, failure.RequestsSent));
    }

    [Fact]
    public async Task A_connection_that_went_stale_costs_no_backoff()
    {
        // The fake clock stands still, so a back-off would never end.
        using ReferralsClient client = Client(maxAttempts: 2);
        Task serving = ServeAsync(answered: 2);

        await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        Assert.Equal(2, _ids.Count);
        _listener.Stop();
        await serving;
    }

    private int Port { get; }

    private ReferralsClient Client(int maxAttempts) => ReferralsClient.Create(new ReferralsClientOptions
    {
        Endpoint = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/r")),
        Credential = ReferralsCredential.FromTokenProvider((_, _) => new(new ReferralsAccessToken("t", DateTimeOffset.MaxValue))),
        MaxAttempts = maxAttempts,
        TimeProvider = new SignalledTime(),
    });

    // Reads each request and closes its connection, until one is answered.
    private async Task ServeAsync(int answered)
    {
        for (int number = 1; ; number++)
        {
            try
            {
                using Socket connection = await _listener.AcceptSocketAsync(Cancellation);
                await using NetworkStream stream = new(connection);
                using StreamReader reader = new(stream, Encoding.ASCII);
                string? id = null;
                while (await reader.ReadLineAsync(Cancellation) is { Length: > 0 } line)
                {
                    id = line.StartsWith("client-request-id: ", StringComparison.Ordinal) ? line["client-request-id: ".Length..] : id;
                }

                if (id is null)
                {
                    continue; // A connection without a request.
                }

                _ids.Add(id);
                if (number >= answered)
                {
                    byte[] body = Encoding.UTF8.GetBytes(ReferralJson.Full);
                    string head = $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n";
                    await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. body], Cancellation);
                }
            }
            catch (Exception ended) when (ended is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return; // The listener was stopped.
            }
        }
    }
}
