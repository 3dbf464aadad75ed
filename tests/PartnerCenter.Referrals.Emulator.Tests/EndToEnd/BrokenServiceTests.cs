using System.Globalization;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Real sockets that break: what only a wire can show.</summary>
public sealed class BrokenServiceTests
{
    private const string Id = "00000000-0000-0000-0000-000000000001";
    private const string Body = $$"""{ "id": "{{Id}}", "engagementId": "00000000-0000-0000-0000-0000000000ee", "eTag": "\"tag\"", "name": "Fabrikam" }""";

    private readonly SignalledTime _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_create_leaves_as_one_request_with_a_Content_Length()
    {
        await using BrokenService service = new(BrokenService.Answers(201, Body));
        using ReferralsClient client = ClientOf(service);

        await client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation);

        string request = Assert.Single(service.Requests);
        string[] parts = request.Split("\r\n\r\n", 2);
        Assert.StartsWith("POST /v1.0/engagements/referrals HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains($"\r\nContent-Length: {parts[1].Length.ToString(CultureInfo.InvariantCulture)}\r\n", parts[0] + "\r\n", StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("chunked", parts[0], StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("{\"name\":\"Fabrikam data platform\"", parts[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_create_answered_by_a_reset_after_its_body_is_not_repeated_and_says_that_its_outcome_is_unknown()
    {
        await using BrokenService service = new(BrokenService.Resets);
        using ReferralsClient client = ClientOf(service);

        ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation));

        Assert.Equal(1, unknown.Attempts);
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task A_create_whose_answer_breaks_off_is_not_repeated_either()
    {
        await using BrokenService service = new(BrokenService.BreaksOff(201, Body));
        using ReferralsClient client = ClientOf(service);

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(() => client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation));

        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task A_get_survives_a_reset_a_closed_connection_and_a_body_that_breaks_off()
    {
        await using BrokenService service = new(
            BrokenService.Resets, BrokenService.Closes, BrokenService.BreaksOff(200, Body), BrokenService.Answers(200, Body));
        using ReferralsClient client = ClientOf(service);

        Referral referral = await client.GetAsync(Id, cancellationToken: Cancellation);

        Assert.Equal("Fabrikam", referral.Name);
        Assert.Equal(4, service.Requests.Count);
    }

    [Fact]
    public async Task A_body_that_stalls_ends_at_the_attempts_time_limit_and_the_next_attempt_succeeds()
    {
        TaskCompletionSource stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using BrokenService service = new(BrokenService.Stalls(Body, stalled), BrokenService.Answers(200, Body));
        using ReferralsClient client = ClientOf(service);

        Task<Referral> call = client.GetAsync(Id, cancellationToken: Cancellation);
        await stalled.Task.WaitAsync(Cancellation);
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("Fabrikam", (await call).Name);
        Assert.Equal(2, service.Requests.Count);
    }

    [Fact]
    public async Task A_create_whose_answer_stalls_says_that_its_outcome_is_unknown()
    {
        TaskCompletionSource stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using BrokenService service = new(BrokenService.Stalls(Body, stalled));
        using ReferralsClient client = ClientOf(service);

        Task<Referral> call = client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation);
        await stalled.Task.WaitAsync(Cancellation);
        _time.Advance(TimeSpan.FromSeconds(30));

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(() => call);
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task An_error_body_that_stalls_does_not_hide_its_status()
    {
        await using BrokenService service = new(async socket =>
        {
            await socket.SendAsync("HTTP/1.1 403 Scripted\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"u8.ToArray());
            await socket.ReceiveAsync(new byte[1]);
        });
        HeadSignal signal = new(new SocketsHttpHandler());
        using ReferralsClient client = ReferralsClient.Create(Options(service.Endpoint), signal);

        Task<Referral> call = client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation);
        await signal.Received.Task.WaitAsync(Cancellation);
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await Assert.ThrowsAsync<ReferralsException>(() => call)).StatusCode);
    }

    [Fact]
    public async Task A_caller_who_cancels_while_the_body_comes_gets_a_cancellation_that_says_what_may_have_happened()
    {
        TaskCompletionSource stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using BrokenService service = new(BrokenService.Stalls(Body, stalled));
        using ReferralsClient client = ClientOf(service);
        using CancellationTokenSource caller = new();

        Task<Referral> call = client.CreateAsync(Deals.CoSell, cancellationToken: caller.Token);
        await stalled.Task.WaitAsync(Cancellation);
        await caller.CancelAsync();

        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Contains("may have taken effect", cancelled.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using BrokenService elsewhere = new();
        await using BrokenService service = new(socket => socket.SendAsync(System.Text.Encoding.ASCII.GetBytes(
            $"HTTP/1.1 307 Scripted\r\nLocation: {elsewhere.Endpoint}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")));
        using ReferralsClient client = ClientOf(service);

        await Assert.ThrowsAsync<ReferralsException>(() => client.GetAsync(Id, cancellationToken: Cancellation));

        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task Nobody_listening_is_told_after_all_attempts_even_for_a_create()
    {
        Uri endpoint;
        await using (BrokenService gone = new())
        {
            endpoint = gone.Endpoint;
        }

        using ReferralsClient client = ClientOf(endpoint);

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(() => client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation));

        Assert.Equal(4, failure.Attempts);
        Assert.Contains("was not sent", failure.Message, StringComparison.Ordinal);
    }

    private ReferralsClient ClientOf(BrokenService service) => ClientOf(service.Endpoint);

    private ReferralsClient ClientOf(Uri endpoint) => ReferralsClient.Create(Options(endpoint));

    private ReferralsClientOptions Options(Uri endpoint) => new()
    {
        Endpoint = endpoint,
        Credential = ReferralsCredential.FromTokenProvider((_, _) => new(new ReferralsAccessToken("t", DateTimeOffset.MaxValue))),
        RetryDelay = TimeSpan.Zero,
        TimeProvider = _time,
    };

    /// <summary>Tells when the client has the head of an answer.</summary>
    private sealed class HeadSignal(HttpMessageHandler network) : DelegatingHandler(network)
    {
        public TaskCompletionSource Received { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            Received.SetResult();
            return response;
        }
    }
}
