using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>The client against an emulator that breaks over a real socket: what only a wire can show.</summary>
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

    public static TheoryData<string> LosingAnswers =>
    [
        .. FaultTable.All.Where(one => one.Value.Acts || one.Key.EndsWith("BeforeHandling", StringComparison.Ordinal)).Select(one => one.Key)
            .Except([nameof(Fault.WrongContentType)]).Where(name => !name.StartsWith("Silence", StringComparison.Ordinal) && !name.StartsWith("SlowDrip", StringComparison.Ordinal)),
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
    [MemberData(nameof(LosingAnswers))]
    public async Task A_create_whose_answer_is_lost_is_not_repeated_and_says_that_its_outcome_is_unknown(string fault)
    {
        _emulator.Faults.Next(EmulatedOperation.Create, FaultTable.All[fault]);

        ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => _client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation));

        await _emulator.Faults.WaitForFaultAsync(EmulatedOperation.Create, Cancellation);
        Assert.Equal(1, unknown.Attempts);
        Assert.Single(_emulator.Requests);
        Assert.Equal(FaultTable.All[fault].Acts ? 1 : 0, _emulator.GetReferrals().Count);
    }

    [Fact]
    public async Task An_invitation_that_is_lost_after_the_service_acted_is_found_and_not_sent_twice()
    {
        Referral deal = await _client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation);
        _emulator.Faults.Next(EmulatedOperation.Create, Fault.ResetAfterHandling);

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(() => _client.InviteAsync(deal, Deals.ToMicrosoft, cancellationToken: Cancellation));

        List<Referral> related = [];
        await foreach (Referral referral in _client.ListRelatedAsync(deal, cancellationToken: Cancellation))
        {
            related.Add(referral);
        }

        Assert.Single(related, referral => referral.Target.Any(target => target.Id == ReferralTarget.Microsoft.Id));
        Assert.Equal(2, _emulator.Requests.Count(request => request.Method == "POST"));
    }

    [Fact]
    public async Task A_throttled_create_is_repeated_after_the_time_that_the_service_names()
    {
        _emulator.Faults.Next(EmulatedOperation.Create, Fault.Throttle("57"));

        Task<Referral> call = _client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation);
        _time.Advance(await _time.WaitStartedAsync(TimeSpan.FromSeconds(57), TimeSpan.FromSeconds(58)));
        Referral deal = await call;

        Assert.Equal([429, 201], _emulator.Requests.Select(request => request.StatusCode));
        Assert.Equal(deal.Id, Assert.Single(_emulator.GetReferrals())["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_token_endpoint_in_trouble_delays_a_create_and_does_not_double_it()
    {
        using ReferralsClient client = Deals.ClientOf(_emulator, options => options.RetryDelay = TimeSpan.Zero);
        _emulator.Faults.Script(EmulatedOperation.Token, Fault.ResetAfterHandling, Fault.Status(503));

        await client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation);

        Assert.Equal([0, 503, 200], _emulator.Requests.Where(request => request.IsTokenRequest).Select(request => request.StatusCode));
        Assert.Single(_emulator.GetReferrals());
    }

    [Fact]
    public async Task A_create_waits_for_a_service_that_is_down_for_a_moment()
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
    public async Task Nobody_listening_is_told_after_all_attempts_even_for_a_create()
    {
        _emulator.Faults.RefuseConnections();

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(() => _client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation));

        Assert.Equal(4, failure.Attempts);
        Assert.Contains("was not sent", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_get_survives_a_reset_a_closed_connection_and_a_body_that_breaks_off()
    {
        Store();
        _emulator.Faults.Script(EmulatedOperation.Get, Fault.ResetBeforeHandling, Fault.CloseBeforeHandling, Fault.ResetAfterHalf);

        Referral referral = await _client.GetAsync(Id, cancellationToken: Cancellation);

        Assert.Equal("Fabrikam", referral.Name);
        Assert.Equal(4, _emulator.Requests.Count);
    }

    [Fact]
    public async Task A_body_that_stalls_ends_at_the_attempts_time_limit_and_the_next_attempt_succeeds()
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
    public async Task A_create_whose_answer_stalls_says_that_its_outcome_is_unknown(string fault)
    {
        _emulator.Faults.Next(EmulatedOperation.Create, FaultTable.All[fault]);

        Task<Referral> call = _client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation);
        await _emulator.Faults.WaitForFaultAsync(EmulatedOperation.Create, Cancellation);
        _time.Advance(TimeSpan.FromSeconds(30));

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(() => call);
        Assert.Single(_emulator.Requests);
    }

    [Fact]
    public async Task An_error_body_that_stalls_does_not_hide_its_status()
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
    public async Task A_caller_who_cancels_while_the_body_comes_gets_a_cancellation_that_says_what_may_have_happened()
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
