using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that a write whose body was never read counts as not sent, over real connections.</summary>
public sealed class UnsentTests : IDisposable
{
    private const string Unsent =
        "create was not sent: the time ended while the request waited for a connection, or in a handler of your program (attempt 1). "
        + "Check the endpoint, the network and the proxy.";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly SignalledTime _time = new();

    public UnsentTests() => _listener.Start();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_header_that_cannot_be_sent_leaves_a_create_unsent()
    {
        using HeaderHandler handler = new("X-Caller", "Zoë", ReferralsTransport.NewSocketsHandler());
        using ReferralsClient client = Client(handler);

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(
            () => client.CreateAsync(Draft, cancellationToken: Cancellation));

        Assert.StartsWith(
            "create was not sent: the request failed on its way to the network. Check the headers that handlers of your program add",
            failure.Message,
            StringComparison.Ordinal);
        Assert.Equal(
            (
                "The request failed on its way to the network.",
                "Check the headers that handlers of your program add, the endpoint, the network and the proxy."),
            (failure.Finding, failure.NextStep));
        Assert.Equal((4, true), (failure.Attempts, failure.IsTransient));
        Assert.Equal(4, handler.Requests); // Nothing is searched for.
    }

    [Fact]
    public async Task A_connection_that_is_reset_as_it_opens_leaves_a_create_unsent_and_is_opened_again()
    {
        using ResettingHandler handler = new(resets: 2);
        using ReferralsClient client = Client(handler);

        Referral created = await client.CreateAsync(Draft with { ExternalReferenceId = null }, cancellationToken: Cancellation);

        Assert.Equal((ReferralJson.Id, 3), (created.Id, handler.Requests));
    }

    [Fact]
    public async Task Connections_that_are_reset_as_they_open_are_reported_as_no_connection()
    {
        using ResettingHandler handler = new(resets: int.MaxValue);
        using ReferralsClient client = Client(handler);

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(
            () => client.CreateAsync(Draft, cancellationToken: Cancellation));

        Assert.StartsWith(
            "create was not sent: the endpoint could not be reached (no connection).", failure.Message, StringComparison.Ordinal);
        Assert.Equal(4, handler.Requests);
        Assert.Equal(SocketError.NotConnected, Assert.IsType<SocketException>(failure.InnerException).SocketErrorCode);
    }

    [Theory]
    [InlineData("https")] // TLS: the server accepts the connection and never answers.
    [InlineData("http")] // CONNECT: the proxy accepts the connection and never answers.
    public async Task Time_that_runs_out_in_connecting_leaves_a_create_unsent(string scheme)
    {
        using SocketsHttpHandler network = ReferralsTransport.NewSocketsHandler();
        network.ConnectTimeout = Timeout.InfiniteTimeSpan;
        if (scheme == "http")
        {
            network.Proxy = new WebProxy(new Uri($"http://{_listener.LocalEndpoint}"));
        }

        Uri endpoint = new(scheme == "http" ? "https://contoso.example.com/r" : $"https://{_listener.LocalEndpoint}/r");
        using ReferralsClient client = Client(network, endpoint);

        Task<Referral> create = client.CreateAsync(Draft, cancellationToken: Cancellation);
        using Socket connection = await _listener.AcceptSocketAsync(Cancellation);
        byte[] first = new byte[1];
        await connection.ReceiveAsync(first, Cancellation);
        _time.Advance(TimeSpan.FromSeconds(7));

        ReferralsTimeoutException failure = await Assert.ThrowsAsync<ReferralsTimeoutException>(() => create);
        Assert.Equal(Unsent, failure.Message);
    }

    [Theory]
    [InlineData("LoadIntoBuffer")]
    [InlineData("ReadAsStream")]
    [InlineData("ReadAsStreamAsync")]
    [InlineData("CopyTo")]
    public async Task A_handler_that_reads_the_body_and_throws_leaves_the_outcome_unknown(string way)
    {
        using KeepingHandler keeping = new(new ThrowingHandler(), way);
        using ReferralsClient client = Client(keeping);

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => client.CreateAsync(Draft with { ExternalReferenceId = null }, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task A_handler_that_ignores_cancellation_is_left_behind_and_cannot_send_later()
    {
        using StubbornHandler stubborn = new();
        using ReferralsClient client = Client(stubborn);

        Task<Referral> create = client.CreateAsync(Draft, cancellationToken: Cancellation);
        await stubborn.Entered.Task;
        _time.Advance(TimeSpan.FromSeconds(7));
        await _time.WaitStartedAsync(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));
        ReferralsTimeoutException failure = await Assert.ThrowsAsync<ReferralsTimeoutException>(() => create);
        stubborn.Continue.SetResult();

        Assert.Equal(Unsent, failure.Message);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stubborn.Sending.Task);
    }

    [Fact]
    public async Task A_handler_that_hangs_after_the_body_was_read_leaves_the_outcome_unknown()
    {
        using StubbornHandler stubborn = new() { ReadsBodyFirst = true };
        using ReferralsClient client = Client(stubborn);

        Task<Referral> create = client.CreateAsync(Draft with { ExternalReferenceId = null }, cancellationToken: Cancellation);
        await stubborn.Entered.Task;
        _time.Advance(TimeSpan.FromSeconds(7));
        await _time.WaitStartedAsync(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(() => create);
        stubborn.Continue.SetResult();
    }

    [Theory]
    [InlineData("LoadIntoBuffer")]
    [InlineData("ReadAsStream")]
    [InlineData("ReadAsStreamAsync")]
    [InlineData("CopyTo")]
    public async Task A_body_that_a_handler_keeps_counts_as_sent_after_a_claims_challenge_too(string way)
    {
        const string challenge =
            "Bearer error=\"insufficient_claims\", claims=\"eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZX19fQ==\"";
        int tokens = 0;
        using MockedService service = new();
        service.RespondsWith(HttpStatusCode.Unauthorized, null, ("WWW-Authenticate", challenge)).Throws(new HttpRequestException());
        using KeepingHandler keeping = new(service.Handler, way);
        using ReferralsClient client = ReferralsClient.Create(
            new ReferralsClientOptions
            {
                Credential = ReferralsCredential.FromTokenProvider(
                    (_, _) => new(new ReferralsAccessToken($"token-{++tokens}", _time.GetUtcNow().AddHours(1)))),
                RetryDelay = TimeSpan.Zero,
                TimeProvider = _time,
            },
            keeping);

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => client.CreateAsync(Draft with { ExternalReferenceId = null }, cancellationToken: Cancellation));

        Assert.Equal((2, 2), (service.Sent.Count, tokens));
    }

    [Fact]
    public async Task A_create_announces_the_length_of_its_body_and_disposes_it_at_the_end()
    {
        await using RawServer server = new(RawServer.Response("201 Created", ReferralJson.Full));
        using LookingHandler handler = new(ReferralsTransport.NewSocketsHandler());
        using ReferralsClient client = Client(handler, server.Address);

        await client.CreateAsync(Draft, cancellationToken: Cancellation);

        string head = Assert.Single(server.Requests);
        Assert.Contains($"Content-Length: {handler.Copy.Length}\r\n", head, StringComparison.Ordinal);
        Assert.Contains("\"externalReferenceId\":\"CRM-1\"", Encoding.UTF8.GetString(handler.Copy), StringComparison.Ordinal);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => handler.Body!.ReadAsByteArrayAsync(Cancellation));
    }

    public void Dispose() => _listener.Dispose();

    private static Referral Draft => Drafts.Minimal with { ExternalReferenceId = "CRM-1" };

    private ReferralsClient Client(HttpMessageHandler handler, Uri? endpoint = null) => ReferralsClient.Create(
        new ReferralsClientOptions
        {
            Endpoint = endpoint ?? new Uri($"http://{_listener.LocalEndpoint}/r"),
            Credential = ReferralsCredential.FromTokenProvider(
                (_, _) => new(new ReferralsAccessToken("t", _time.GetUtcNow().AddHours(1)))),
            Timeout = TimeSpan.FromSeconds(7),
            RetryDelay = TimeSpan.Zero,
            TimeProvider = _time,
        },
        handler);

    // Keeps a copy of the body, as handlers do that log or sign it.
    private sealed class KeepingHandler(HttpMessageHandler next, string way) : DelegatingHandler(next)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            switch (way)
            {
                case "LoadIntoBuffer":
                    await request.Content!.LoadIntoBufferAsync(cancellationToken);
                    break;
                case "CopyTo":
                    request.Content!.CopyTo(Stream.Null, null, cancellationToken);
                    break;
                case "ReadAsStream":
                    await request.Content!.ReadAsStream(cancellationToken).DisposeAsync();
                    break;
                default:
                    await (await request.Content!.ReadAsStreamAsync(cancellationToken)).DisposeAsync();
                    break;
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class LookingHandler(HttpMessageHandler next) : DelegatingHandler(next)
    {
        public byte[] Copy { get; private set; } = [];

        public HttpContent? Body { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Body = request.Content;
            using MemoryStream copy = new();
            Body!.CopyTo(copy, null, cancellationToken);
            Copy = copy.ToArray();
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class ThrowingHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Own.");
    }

    private sealed class HeaderHandler(string name, string value, HttpMessageHandler next) : DelegatingHandler(next)
    {
        public int Requests { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            request.Headers.TryAddWithoutValidation(name, value);
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class ResettingHandler(int resets) : HttpMessageHandler
    {
        public int Requests { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (++Requests <= resets)
            {
                throw new SocketException((int)SocketError.NotConnected);
            }

            await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
            return MockedService.Response(HttpStatusCode.Created, new StringContent(ReferralJson.Full));
        }
    }

    private sealed class StubbornHandler : HttpMessageHandler
    {
        public bool ReadsBodyFirst { get; init; }

        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Continue { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Gets the sending of the body, which the handler begins when the call is over.</summary>
        public TaskCompletionSource Sending { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (ReadsBodyFirst)
            {
                await request.Content!.CopyToAsync(Stream.Null, CancellationToken.None);
            }

            Entered.SetResult();
            await Continue.Task;
            try
            {
                await request.Content!.CopyToAsync(Stream.Null, CancellationToken.None);
                Sending.SetResult();
            }
            catch (OperationCanceledException cancelled)
            {
                Sending.SetException(cancelled);
            }

            return new HttpResponseMessage(HttpStatusCode.Created);
        }
    }
}
