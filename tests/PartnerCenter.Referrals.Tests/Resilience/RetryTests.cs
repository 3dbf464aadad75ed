using System.Net;
using System.Net.Sockets;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests the retry table of <c>docs/failures.md</c> on the wire.</summary>
public sealed class RetryTests : IDisposable
{
    private readonly MockedService _service = new();

    public static TheoryData<int> TransientStatuses => [408, 500, 502, 503, 504, 509];

    public static TheoryData<int> FinalStatuses =>
        [400, 401, 403, 404, 405, 406, 409, 410, 411, 412, 413, 415, 416, 422, 423, 301, 307, 308];

    /// <summary>Gets statuses that are no clear refusal: a service or a gateway may return them after the service has acted.</summary>
    public static TheoryData<int> UnclearStatuses =>
        [300, 302, 303, 304, 444, 460, 499, 501, 505, 506, 507, 508, 510, 511, 520, 521, 522, 523, 524, 525, 526, 530, 598, 599, 600, 999];

    public static TheoryData<HttpRequestError> NothingSent =>
        [HttpRequestError.NameResolutionError, HttpRequestError.ConnectionError, HttpRequestError.SecureConnectionError,
            HttpRequestError.ProxyTunnelError];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TransientStatuses))]
    public async Task A_read_is_retried_after_a_failure_that_may_pass(int status)
    {
        _service.RespondsWith((HttpStatusCode)status).RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        await GetAsync();

        Assert.Equal(2, _service.Sent.Count);
        Assert.Equal(_service.Sent[0].Url, _service.Sent[1].Url);
    }

    [Theory, MemberData(nameof(TransientStatuses))]
    public async Task A_create_is_not_retried_after_one_because_a_gateway_may_answer_so_after_the_service_has_acted(int status)
    {
        _service.RespondsWith((HttpStatusCode)status, null, ("Retry-After", "0"));

        ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(CreateAsync);

        Assert.Equal(status, (int?)unknown.StatusCode);
        Assert.Single(_service.Sent);
    }

    [Theory, MemberData(nameof(FinalStatuses))]
    public async Task Nothing_is_retried_after_a_refusal(int status)
    {
        _service.RespondsWith((HttpStatusCode)status).RespondsWith((HttpStatusCode)status);

        ReferralsException read = await Assert.ThrowsAnyAsync<ReferralsException>(GetAsync);
        ReferralsException write = await Assert.ThrowsAnyAsync<ReferralsException>(CreateAsync);

        Assert.Equal(2, _service.Sent.Count);
        Assert.Equal((1, 1), (read.Attempts, write.Attempts));
        Assert.IsNotType<ReferralOutcomeUnknownException>(write);
    }

    [Theory, MemberData(nameof(UnclearStatuses))]
    public async Task A_status_that_is_no_clear_refusal_leaves_the_outcome_of_a_write_unknown(int status)
    {
        _service.RespondsWith((HttpStatusCode)status).RespondsWith((HttpStatusCode)status).RespondsWith((HttpStatusCode)status);

        ReferralsException read = await Assert.ThrowsAnyAsync<ReferralsException>(GetAsync);
        ReferralOutcomeUnknownException write = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(CreateAsync);
        ReferralOutcomeUnknownException guarded = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => _service.Client().PatchAsync(
                ReferralJson.Id, ReferralJson.ETag, new ReferralPatch().DealValue(1m), cancellationToken: Cancellation));

        Assert.Equal(3, _service.Sent.Count);
        Assert.IsNotType<ReferralOutcomeUnknownException>(read);
        Assert.Equal((status, status), ((int?)write.StatusCode, (int?)guarded.StatusCode));
        Assert.DoesNotContain("ry again", write.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(NothingSent))]
    public async Task A_create_is_retried_when_the_failure_proves_that_nothing_was_sent(HttpRequestError error)
    {
        _service.Throws(new HttpRequestException(error)).RespondsWith(HttpStatusCode.Created, ReferralJson.Full);

        await CreateAsync();

        Assert.Equal(2, _service.Sent.Count);
        Assert.Equal(_service.Sent[0].Body, _service.Sent[1].Body);
    }

    [Fact]
    public async Task A_connect_timeout_proves_that_nothing_was_sent()
    {
        _service.Throws(
            new TaskCanceledException("connect", new TimeoutException())).RespondsWith(HttpStatusCode.Created, ReferralJson.Full);

        await CreateAsync();

        Assert.Equal(2, _service.Sent.Count);
    }

    [Fact]
    public async Task The_timeout_of_an_HttpClient_in_between_proves_nothing()
    {
        _service.Throws(new TaskCanceledException("timeout", new TimeoutException("timeout", new TaskCanceledException())));

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(CreateAsync);

        Assert.Single(_service.Sent);
    }

    [Fact]
    public async Task A_fault_of_a_handler_does_not_hide_a_write_that_was_on_its_way()
    {
        _service.Throws(new InvalidTimeZoneException());

        ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(CreateAsync);

        Assert.StartsWith(
            "System.InvalidTimeZoneException (its message is left out", unknown.InnerException!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_not_what_its_encoding_says_is_an_answer_that_cannot_be_used()
    {
        foreach (HttpStatusCode status in new[] { HttpStatusCode.Created, HttpStatusCode.ServiceUnavailable })
        {
            _service.RespondsWith(() => MockedService.Response(status, new StreamContent(new UndecodableStream())));
            ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(CreateAsync);
            Assert.Equal(status, unknown.StatusCode);
        }
    }

    [Fact]
    public async Task Retries_without_end_and_without_delay_do_not_break_the_arithmetic()
    {
        for (int i = 0; i < 1100; i++)
        {
            _service.RespondsWith(HttpStatusCode.ServiceUnavailable);
        }

        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        await _service.Client(options => options.MaxAttempts = int.MaxValue).GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
    }

    [Fact]
    public async Task A_create_whose_answer_is_lost_is_not_retried_and_says_that_its_outcome_is_unknown()
    {
        _service.Throws(
            new HttpRequestException(HttpRequestError.ResponseEnded, inner: new IOException("reset", new SocketException(104))));

        ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(CreateAsync);

        Assert.Single(_service.Sent);
        Assert.Equal("create", unknown.Operation);
        Assert.Equal(_service.Only.Headers["client-request-id"], unknown.ClientRequestId.ToString());
        Assert.Contains("may have taken effect", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invitation_whose_answer_is_lost_is_not_retried_either()
    {
        _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded));

        ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () =>
                _service.Client(
                    options => (options.ResolveUnknownOutcomes, options.CheckOpenInvitations) = (false, false)).InviteAsync(
                        Drafts.Stored, Drafts.ToMicrosoft, cancellationToken: Cancellation));

        Assert.Single(_service.Sent);
        Assert.Equal("invite", unknown.Operation);
    }

    [Fact]
    public async Task A_read_whose_answer_is_lost_is_retried()
    {
        _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded)).RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        await GetAsync();

        Assert.Equal(2, _service.Sent.Count);
    }

    [Theory]
    [InlineData("<html>proxy</html>")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"id\":")]
    public async Task A_create_that_was_accepted_with_an_unusable_answer_says_that_it_may_have_taken_effect(string body)
    {
        _service.RespondsWith(HttpStatusCode.Created, body);

        ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(CreateAsync);

        Assert.Equal(HttpStatusCode.Created, unknown.StatusCode);
        Assert.Single(_service.Sent);
    }

    [Fact]
    public async Task Attempts_end_at_the_limit_and_the_last_failure_is_thrown()
    {
        for (int i = 0; i < 4; i++)
        {
            _service.RespondsWith(HttpStatusCode.ServiceUnavailable, """{ "error": { "code": "serviceNotAvailable", "message": "m" } }""");
        }

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(GetAsync);

        Assert.Equal(4, failure.Attempts);
        Assert.Equal(4, _service.Sent.Count);
        Assert.Equal("serviceNotAvailable", failure.ErrorCode);
    }

    [Fact]
    public async Task One_call_can_be_less_patient_than_its_client()
    {
        _service.RespondsWith(HttpStatusCode.ServiceUnavailable);

        await Assert.ThrowsAsync<ReferralsException>(
            () => _service.Client().GetAsync(ReferralJson.Id, new ReferralCallOptions { MaxAttempts = 1 }, Cancellation));

        Assert.Single(_service.Sent);
    }

    [Fact]
    public async Task A_throttled_create_is_retried_after_the_time_the_service_names()
    {
        _service.RespondsWith(
            HttpStatusCode.TooManyRequests, null, ("Retry-After", "1")).RespondsWith(HttpStatusCode.Created, ReferralJson.Full);

        Task<Referral> call = CreateAsync();
        TimeSpan wait = await _service.Time.WaitStartedAsync(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.2));
        Assert.Single(_service.Sent);
        _service.Time.Advance(wait);

        Assert.Equal(ReferralJson.Id, (await call).Id);
        Assert.Equal(2, _service.Sent.Count);
    }

    [Fact]
    public async Task A_dated_Retry_After_is_read_on_the_clients_own_clock()
    {
        string date = _service.Time.GetUtcNow().AddSeconds(45).ToString("r", System.Globalization.CultureInfo.InvariantCulture);
        _service.RespondsWith(
            HttpStatusCode.ServiceUnavailable, null, ("Retry-After", date)).RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        Task<Referral> call = GetAsync();
        _service.Time.Advance(await _service.Time.WaitStartedAsync(TimeSpan.FromSeconds(45), TimeSpan.FromSeconds(45.2)));

        await call;
        Assert.Equal(2, _service.Sent.Count);
    }

    [Fact]
    public async Task A_Retry_After_in_the_past_is_no_wait_but_the_lateness_of_a_timer()
    {
        _service.RespondsWith(
            HttpStatusCode.TooManyRequests, null, ("Retry-After", "Thu, 01 Jan 2015 00:00:00 GMT")).RespondsWith(
                HttpStatusCode.OK, ReferralJson.Full);

        Task<Referral> call = GetAsync();
        _service.Time.Advance(await _service.Time.WaitStartedAsync(TimeSpan.Zero, TimeSpan.FromSeconds(0.1)));

        await call;
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-5")]
    [InlineData("")]
    public async Task A_malformed_Retry_After_leaves_the_wait_to_the_client(string value)
    {
        _service.RespondsWith(
            HttpStatusCode.TooManyRequests, null, ("Retry-After", value)).RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        await GetAsync();

        Assert.Equal(2, _service.Sent.Count);
    }

    [Theory]
    [InlineData("101")]
    [InlineData("3600")]
    [InlineData("2147483647")]
    [InlineData("99999999999")]
    [InlineData("Thu, 01 Jan 2099 00:00:00 GMT")]
    public async Task A_wait_past_the_time_left_hands_the_answer_back_at_once_with_the_hint(string value)
    {
        _service.RespondsWith(HttpStatusCode.TooManyRequests, null, ("Retry-After", value));

        ReferralsThrottledException throttled = await Assert.ThrowsAsync<ReferralsThrottledException>(CreateAsync);

        Assert.True(throttled.RetryAfter > TimeSpan.FromSeconds(100));
        Assert.Equal(1, throttled.Attempts);
    }

    [Fact]
    public async Task Without_a_hint_the_wait_doubles_and_varies_between_half_and_all_of_it()
    {
        ReferralsClient client = _service.Client(options => options.RetryDelay = TimeSpan.FromSeconds(2));
        _service.RespondsWith(
            HttpStatusCode.InternalServerError).RespondsWith(
                HttpStatusCode.InternalServerError).RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        Task<Referral> call = client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        _service.Time.Advance(await _service.Time.WaitStartedAsync(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)));
        _service.Time.Advance(await _service.Time.WaitStartedAsync(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)));

        await call;
    }

    [Fact]
    public async Task A_wait_ends_when_the_caller_cancels()
    {
        _service.RespondsWith(HttpStatusCode.TooManyRequests, null, ("Retry-After", "50"));
        using CancellationTokenSource caller = new();

        Task<Referral> call = _service.Client().CreateAsync(Drafts.Minimal, cancellationToken: caller.Token);
        await _service.Time.WaitStartedAsync(TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(51));
        await caller.CancelAsync();

        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(caller.Token, cancelled.CancellationToken);
        Assert.Equal("The caller cancelled create; it had no effect.", cancelled.Message); // A 429 proves that it had no effect.
    }

    [Fact]
    public async Task The_total_time_limit_ends_a_call_that_hangs_and_a_create_then_says_that_its_outcome_is_unknown()
    {
        using HangingHandler hanging = new();
        using ReferralsClient client = ReferralsClient.Create(
            new ReferralsClientOptions
            {
                Credential = ReferralsCredential.FromTokenProvider(
                    (_, _) => new(new ReferralsAccessToken("t", _service.Time.GetUtcNow().AddHours(1)))),
                Timeout = TimeSpan.FromSeconds(7),
                TimeProvider = _service.Time,
            },
            hanging);

        Task<Referral> write = client.CreateAsync(Drafts.Minimal, cancellationToken: Cancellation);
        await hanging.EnteredAsync();
        _service.Time.Advance(TimeSpan.FromSeconds(7));
        ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(() => write);
        Assert.StartsWith(
            "No complete response to create was received in time (attempt 1). The request was sent and may have taken effect. Look for the "
                + "referral before you send it again. (request-id none,",
            unknown.Message, StringComparison.Ordinal);

        Task<Referral> read = client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        await hanging.EnteredAsync();
        _service.Time.Advance(TimeSpan.FromSeconds(7));
        ReferralsTimeoutException late = await Assert.ThrowsAsync<ReferralsTimeoutException>(() => read);
        Assert.StartsWith(
            "No complete response to get was received in time (attempt 1). Raise Timeout or AttemptTimeout if the service is known to be "
                + "slow. (",
            late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_of_the_program_passes_through_unchanged()
    {
        _service.Throws(new InvalidTimeZoneException("a handler of the user")); // The message for a write differs.

        await Assert.ThrowsAsync<InvalidTimeZoneException>(GetAsync);
    }

    [Theory]
    [InlineData(nameof(CallKind.Read), nameof(FailureKind.Throttled), true)]
    [InlineData(nameof(CallKind.Read), nameof(FailureKind.Transient), true)]
    [InlineData(nameof(CallKind.Read), nameof(FailureKind.NothingSent), true)]
    [InlineData(nameof(CallKind.Read), nameof(FailureKind.AnswerLost), true)]
    [InlineData(nameof(CallKind.Read), nameof(FailureKind.Final), false)]
    [InlineData(nameof(CallKind.ConditionalWrite), nameof(FailureKind.Throttled), true)]
    [InlineData(nameof(CallKind.ConditionalWrite), nameof(FailureKind.Transient), true)]
    [InlineData(nameof(CallKind.ConditionalWrite), nameof(FailureKind.NothingSent), true)]
    [InlineData(nameof(CallKind.ConditionalWrite), nameof(FailureKind.AnswerLost), true)]
    [InlineData(nameof(CallKind.ConditionalWrite), nameof(FailureKind.Final), false)]
    [InlineData(nameof(CallKind.UnconditionalWrite), nameof(FailureKind.Throttled), true)]
    [InlineData(nameof(CallKind.UnconditionalWrite), nameof(FailureKind.Transient), false)]
    [InlineData(nameof(CallKind.UnconditionalWrite), nameof(FailureKind.NothingSent), true)]
    [InlineData(nameof(CallKind.UnconditionalWrite), nameof(FailureKind.AnswerLost), false)]
    [InlineData(nameof(CallKind.UnconditionalWrite), nameof(FailureKind.Final), false)]
    public void The_table_is_as_designed(string kind, string failure, bool isRetried) =>
        Assert.Equal(isRetried, RetryPolicy.MayRetry(Enum.Parse<CallKind>(kind), Enum.Parse<FailureKind>(failure)));

    public void Dispose() => _service.Dispose();

    private Task<Referral> GetAsync() => _service.Client().GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

    private Task<Referral> CreateAsync() => _service.Client().CreateAsync(Drafts.Minimal, cancellationToken: Cancellation);

    private sealed class UndecodableStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromException<int>(new InvalidDataException());
    }

    /// <summary>Never answers, and signals when a request arrives.</summary>
    private sealed class HangingHandler : HttpMessageHandler
    {
        private readonly SemaphoreSlim _entered = new(0);

        public Task EnteredAsync() => _entered.WaitAsync(Cancellation);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await ReadBodyAsync(request, cancellationToken);
            _entered.Release();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("Not reached.");
        }

        // Reads the body as the network does when it sends the request.
        private static Task ReadBodyAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.Content?.CopyToAsync(Stream.Null, cancellationToken) ?? Task.CompletedTask;

        protected override void Dispose(bool disposing)
        {
            _entered.Dispose();
            base.Dispose(disposing);
        }
    }
}
