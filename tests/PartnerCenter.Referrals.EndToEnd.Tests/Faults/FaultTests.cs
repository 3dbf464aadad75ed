using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Tests the client against faults that only a real socket can show.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private const string Id = "00000000-0000-0000-0000-000000000001";

    private readonly SignalledTime _time = new();
    private ReferralsEmulator _emulator = null!;
    private ReferralsClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _emulator = await ReferralsEmulator.StartAsync(cancellationToken: Cancellation);
        _client = ReferralsClient.Create(Options());
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _emulator.DisposeAsync();
    }

    public static TheoryData<string> LossyNetworkHandler =>
    [
        .. AllFaults.All.Where(
            one => one.Value.IsHandled || one.Key.EndsWith("BeforeHandling", StringComparison.Ordinal)).Select(one => one.Key)
            .Except(
                [nameof(Fault.WrongContentType), nameof(Fault.EmptyPage), nameof(Fault.OtherId), nameof(Fault.UnreadableName)]).Where(
                    name =>
                        !name.StartsWith("Silence", StringComparison.Ordinal) && !name.StartsWith("SlowDrip", StringComparison.Ordinal)),
        nameof(Fault.HtmlPage), "Status(408)", "Status(500)", "Status(502)", "Status(503)", "Status(504)", "Status(509)",
    ];

    [Fact]
    public async Task A_create_leaves_as_one_request_with_a_Content_Length()
    {
        await _client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation);

        RecordedRequest request = Assert.Single(_emulator.Requests);
        Assert.Equal("POST /v1.0/engagements/referrals 201", request.ToString());
        Assert.Equal(Encoding.UTF8.GetByteCount(request.Body), request.ContentLength);
        Assert.False(request.Headers.ContainsKey("Transfer-Encoding"));
        Assert.StartsWith("{\"name\":\"Fabrikam data platform\"", request.Body, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(LossyNetworkHandler))]
    public async Task A_create_with_a_lost_response_is_not_retried_and_has_an_unknown_outcome(string fault)
    {
        _emulator.Faults.Next(EmulatedOperation.Create, AllFaults.All[fault]);

        ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => _client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation));

        await _emulator.Faults.WaitForFaultAsync(EmulatedOperation.Create, Cancellation);
        Assert.Equal(1, unknown.Attempts);
        Assert.Single(_emulator.Requests);
        Assert.Equal(AllFaults.All[fault].IsHandled ? 1 : 0, _emulator.GetReferrals().Count);
    }

    [Fact]
    public async Task An_invitation_with_a_lost_response_is_found_and_not_sent_twice()
    {
        Referral deal = await _client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation);
        _emulator.Faults.Next(EmulatedOperation.Create, Fault.ResetAfterHandling);

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => _client.InviteAsync(deal, Deals.ToMicrosoft, cancellationToken: Cancellation));

        List<Referral> related = [];
        await foreach (Referral referral in _client.ListRelatedAsync(deal, cancellationToken: Cancellation))
        {
            related.Add(referral);
        }

        Assert.Single(related, referral => referral.Target.Any(target => target.Id == ReferralTarget.Microsoft.Id));
        Assert.Equal(2, _emulator.Requests.Count(request => request.Method == "POST"));
    }

    [Fact]
    public async Task A_throttled_create_is_retried_after_the_time_the_service_names()
    {
        _emulator.Faults.Next(EmulatedOperation.Create, Fault.Throttle("57"));

        Task<Referral> call = _client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation);
        _time.Advance(await _time.WaitStartedAsync(TimeSpan.FromSeconds(57), TimeSpan.FromSeconds(58)));
        Referral deal = await call;

        Assert.Equal([429, 201], _emulator.Requests.Select(request => request.StatusCode));
        Assert.Equal(deal.Id, Assert.Single(_emulator.GetReferrals())["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_failing_token_endpoint_delays_a_create_without_duplicating_it()
    {
        using ReferralsClient client = Deals.ClientOf(_emulator, options => options.RetryDelay = TimeSpan.Zero);
        _emulator.Faults.Script(EmulatedOperation.Token, Fault.ResetAfterHandling, Fault.Status(503));

        await client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation);

        Assert.Equal([0, 503, 200], _emulator.Requests.Where(request => request.IsTokenRequest).Select(request => request.StatusCode));
        Assert.Single(_emulator.GetReferrals());
    }

    [Fact]
    public async Task A_create_is_retried_while_the_service_refuses_connections()
    {
        using ReferralsClient client = ReferralsClient.Create(Options(retryDelay: TimeSpan.FromSeconds(8)));
        _emulator.Faults.RefuseConnections();

        Task<Referral> call = client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation);
        TimeSpan wait = await _time.WaitStartedAsync(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8));
        _emulator.Faults.AcceptConnections();
        _time.Advance(wait);
        await call;

        Assert.Single(_emulator.Requests);
        Assert.Single(_emulator.GetReferrals());
    }

    [Fact]
    public async Task Refused_connections_are_reported_after_all_attempts_also_for_a_create()
    {
        _emulator.Faults.RefuseConnections();

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(
            () => _client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation));

        Assert.Equal(4, failure.Attempts);
        Assert.Contains("was not sent", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_get_survives_a_reset_a_closed_connection_and_a_truncated_body()
    {
        Store();
        _emulator.Faults.Script(EmulatedOperation.Get, Fault.ResetBeforeHandling, Fault.CloseBeforeHandling, Fault.ResetAfterHalf);

        Referral referral = await _client.GetAsync(Id, cancellationToken: Cancellation);

        Assert.Equal("Fabrikam", referral.Name);
        Assert.Equal(4, _emulator.Requests.Count);
    }

    [Fact]
    public async Task A_stalled_body_ends_at_the_attempt_timeout_and_the_retry_succeeds()
    {
        Store();
        _emulator.Faults.Next(EmulatedOperation.Get, Fault.SilenceAfterHalf);

        Task<Referral> call = _client.GetAsync(Id, cancellationToken: Cancellation);
        await _emulator.Faults.WaitForFaultAsync(EmulatedOperation.Get, Cancellation);
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("Fabrikam", (await call).Name);
        Assert.Equal(2, _emulator.Requests.Count);
    }

    [Theory]
    [InlineData(nameof(Fault.SilenceBeforeHandling))]
    [InlineData(nameof(Fault.SilenceAfterHead))]
    [InlineData(nameof(Fault.SilenceAfterHalf))]
    public async Task A_create_with_a_stalled_response_has_an_unknown_outcome(string fault)
    {
        _emulator.Faults.Next(EmulatedOperation.Create, AllFaults.All[fault]);

        Task<Referral> call = _client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation);
        await _emulator.Faults.WaitForFaultAsync(EmulatedOperation.Create, Cancellation);
        _time.Advance(TimeSpan.FromSeconds(30));

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(() => call);
        Assert.Single(_emulator.Requests);
    }

    [Fact]
    public async Task A_stalled_error_body_does_not_hide_the_status()
    {
        _emulator.Faults.Next(EmulatedOperation.Create, Fault.SilenceAfterHalf);
        HeadSignal signal = new(new SocketsHttpHandler());
        using ReferralsClient client = ReferralsClient.Create(Options(AccessTokenKind.AppOnly), signal);

        Task<Referral> call = client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation);
        await signal.Received.Task.WaitAsync(Cancellation);
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(HttpStatusCode.Forbidden, (await Assert.ThrowsAsync<ReferralsException>(() => call)).StatusCode);
    }

    [Fact]
    public async Task Cancelling_while_the_body_arrives_says_that_the_write_may_have_happened()
    {
        _emulator.Faults.Next(EmulatedOperation.Create, Fault.SilenceAfterHalf);
        using CancellationTokenSource caller = new();

        Task<Referral> call = _client.CreateAsync(Deals.CoSell, cancellationToken: caller.Token);
        await _emulator.Faults.WaitForFaultAsync(EmulatedOperation.Create, Cancellation);
        await caller.CancelAsync();

        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Contains("may have taken effect", cancelled.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using ReferralsEmulator elsewhere = await ReferralsEmulator.StartAsync(cancellationToken: Cancellation);
        _emulator.Faults.Next(EmulatedOperation.Get, Fault.Redirect(elsewhere.Endpoint));

        await Assert.ThrowsAsync<ReferralsException>(() => _client.GetAsync(Id, cancellationToken: Cancellation));

        Assert.Single(_emulator.Requests);
        Assert.Empty(elsewhere.Requests);
    }

    private void Store() => _emulator.AddReferral(new JsonObject { ["id"] = Id, ["name"] = "Fabrikam" });

    private ReferralsClientOptions Options(AccessTokenKind kind = AccessTokenKind.Delegated, TimeSpan retryDelay = default) => new()
    {
        Endpoint = _emulator.Endpoint,
        Credential = ReferralsCredential.FromTokenProvider(
            (_, _) => new(new ReferralsAccessToken(_emulator.IssueToken(kind: kind), DateTimeOffset.MaxValue))),
        RetryDelay = retryDelay,
        TimeProvider = _time,
        ResolveUnknownOutcomes = false,
    };

    /// <summary>Signals when the client has received the head of a response.</summary>
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
