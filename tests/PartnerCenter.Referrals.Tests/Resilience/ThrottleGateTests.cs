using System.IO.Pipelines;
using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests the boundaries of the throttle gate: which answers move it, by how much, and what it reports.</summary>
public sealed class ThrottleGateTests : IDisposable
{
    private const int Throttled = 13;
    private const int ThrottlingEnded = 14;

    private static readonly TimeSpan UntilProbe = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Jitter = TimeSpan.FromMilliseconds(100);

    private readonly MockedService _service = new();
    private readonly RecordedLog _log = new();
    private readonly ReferralsClient _client;

    public ThrottleGateTests() => _client = _service.Client(options =>
    {
        options.Timeout = TimeSpan.FromMinutes(20);
        options.AttemptTimeout = TimeSpan.FromMinutes(3);
        options.LoggerFactory = _log;
        options.Credential = ReferralsCredential.FromTokenProvider((_, _) => new(new ReferralsAccessToken("t", DateTimeOffset.MaxValue)));
    });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData(200, true)]
    [InlineData(400, true)]
    [InlineData(408, false)]
    [InlineData(429, false)]
    [InlineData(500, false)]
    public async Task A_probe_opens_the_gate_if_the_service_itself_answers_it(int status, bool opens)
    {
        await ThrottleAsync("300");
        _service.Time.Advance(UntilProbe);
        _service.RespondsWith((HttpStatusCode)status, ReferralJson.Full);

        await Record.ExceptionAsync(() => GetAsync(maxAttempts: 1));

        await RequireAsync(opens);
        Assert.Equal(opens ? 1 : 0, _log.Of(ThrottlingEnded).Count);
    }

    [Fact]
    public async Task A_probe_whose_connection_breaks_leaves_the_gate_closed()
    {
        await ThrottleAsync("300");
        _service.Time.Advance(UntilProbe);
        _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded));

        await Assert.ThrowsAsync<ReferralsException>(() => GetAsync(maxAttempts: 1));

        await RequireAsync(isOpen: false);
    }

    [Fact]
    public async Task A_probe_that_is_still_under_way_after_a_minute_gets_no_second_one()
    {
        await ThrottleAsync("300");
        _service.Time.Advance(UntilProbe);
        Task<Referral>? during = null;
        _service.RespondsWith(() =>
        {
            _service.Time.Advance(UntilProbe + Jitter);
            during = GetAsync(TimeSpan.FromSeconds(1));
            return MockedService.Response(HttpStatusCode.OK, new StringContent(ReferralJson.Full));
        });

        await GetAsync();

        await Assert.ThrowsAsync<ReferralsThrottledException>(() => during!);
        Assert.Equal(2, _service.Sent.Count);
    }

    [Fact]
    public async Task A_probe_that_is_throttled_for_less_shortens_the_wait_of_the_others()
    {
        await ThrottleAsync("300");
        _service.Time.Advance(UntilProbe);
        Task<Referral>? waiting = null;
        _service.RespondsWith(() =>
        {
            waiting = GetAsync(); // It waits for the next probe, a minute from now.
            return MockedService.Response(HttpStatusCode.TooManyRequests, null, ("Retry-After", "10"));
        });

        await Assert.ThrowsAsync<ReferralsThrottledException>(() => GetAsync(maxAttempts: 1));
        _service.Time.Advance(await _service.Time.WaitStartedAsync(TimeSpan.FromMilliseconds(1), Jitter));
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        _service.Time.Advance(await _service.Time.WaitStartedAsync(TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(10) + Jitter));

        await waiting!;
        Assert.Equal(3, _service.Sent.Count);
    }

    [Fact]
    public async Task An_answer_to_a_probe_after_the_gate_opened_by_itself_reports_nothing()
    {
        await ThrottleAsync("61");
        _service.Time.Advance(UntilProbe);
        _service.RespondsWith(() =>
        {
            _service.Time.Advance(TimeSpan.FromSeconds(5));
            return MockedService.Response(HttpStatusCode.OK, new StringContent(ReferralJson.Full));
        });

        await GetAsync();

        Assert.Empty(_log.Of(ThrottlingEnded));
    }

    [Theory]
    [InlineData("20", 1)]
    [InlineData("60", 1)]
    [InlineData("61", 2)]
    public async Task A_second_429_counts_if_it_asks_for_a_longer_wait(string retryAfter, int reports)
    {
        Task<Referral>? second = null;
        Pipe secondBody = new();
        _service.RespondsWith(() =>
        {
            second = GetAsync(maxAttempts: 1);
            return MockedService.Response(HttpStatusCode.TooManyRequests, null, ("Retry-After", "60"));
        }).RespondsWith(() => MockedService.Response(
            HttpStatusCode.TooManyRequests, new StreamContent(secondBody.Reader.AsStream()), ("Retry-After", retryAfter)));

        // The two are sent before either of them is answered, and the first is answered before the second.
        await Assert.ThrowsAsync<ReferralsThrottledException>(() => GetAsync(maxAttempts: 1));
        await secondBody.Writer.CompleteAsync();
        await Assert.ThrowsAsync<ReferralsThrottledException>(() => second!);

        ReferralsThrottledException refusal = await Assert.ThrowsAsync<ReferralsThrottledException>(
            () => GetAsync(TimeSpan.FromSeconds(1)));
        Assert.Equal(TimeSpan.FromSeconds(retryAfter == "61" ? 61 : 60), refusal.RetryAfter);
        Assert.Equal(reports, _log.Of(Throttled).Count);
    }

    [Fact]
    public async Task A_429_without_a_wait_does_not_close_the_gate()
    {
        _service.Time.Advance(TimeSpan.FromSeconds(1));
        await ThrottleAsync("0");

        await RequireAsync(isOpen: true);
        Assert.Empty(_log.Of(Throttled));
    }

    [Fact]
    public async Task A_call_with_no_time_for_the_jitter_of_its_wait_fails_at_once()
    {
        await ThrottleAsync("20");

        ReferralsThrottledException refusal = await Assert.ThrowsAsync<ReferralsThrottledException>(
            () => GetAsync(TimeSpan.FromSeconds(20) + TimeSpan.FromTicks(1)));

        Assert.Equal((TimeSpan.FromSeconds(20), 0), (refusal.RetryAfter, refusal.Attempts));
    }

    private async Task RequireAsync(bool isOpen)
    {
        int sent = _service.Sent.Count;
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        if (isOpen)
        {
            await GetAsync(TimeSpan.FromSeconds(1));
            Assert.Equal(sent + 1, _service.Sent.Count);
            return;
        }

        await Assert.ThrowsAsync<ReferralsThrottledException>(() => GetAsync(TimeSpan.FromSeconds(1)));
        Assert.Equal(sent, _service.Sent.Count);
    }

    private async Task ThrottleAsync(string retryAfter)
    {
        _service.RespondsWith(HttpStatusCode.TooManyRequests, null, ("Retry-After", retryAfter));
        await Assert.ThrowsAsync<ReferralsThrottledException>(() => GetAsync(maxAttempts: 1));
    }

    private Task<Referral> GetAsync(TimeSpan? timeout = null, int? maxAttempts = null) => _client.GetAsync(
        ReferralJson.Id, new ReferralCallOptions { Timeout = timeout, MaxAttempts = maxAttempts }, Cancellation);
}
