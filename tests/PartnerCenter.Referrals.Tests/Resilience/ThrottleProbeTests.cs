using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests what closes the client's throttle gate, and the probe that opens it early.</summary>
public sealed class ThrottleProbeTests : IDisposable
{
    private static readonly TimeSpan Closed = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan UntilProbe = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Jitter = TimeSpan.FromMilliseconds(100);

    private readonly MockedService _service = new();
    private readonly ReferralsClient _client;

    public ThrottleProbeTests() => _client = _service.Client(options =>
    {
        options.Timeout = TimeSpan.FromMinutes(20);
        options.AttemptTimeout = TimeSpan.FromSeconds(50); // No wait that a test looks for.
        options.Credential = ReferralsCredential.FromTokenProvider((_, _) => new(new ReferralsAccessToken("t", DateTimeOffset.MaxValue)));
    });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task One_503_with_a_long_Retry_After_among_a_thousand_reads_delays_its_own_call_only()
    {
        _service.RespondsWith(HttpStatusCode.ServiceUnavailable, null, ("Retry-After", "600"));
        for (int read = 1; read < 1000; read++)
        {
            _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        }

        ReferralCallOptions options = new() { Timeout = TimeSpan.FromSeconds(100) };
        Task<Referral>[] reads = [.. Enumerable.Range(0, 1000).Select(_ => _client.GetAsync(ReferralJson.Id, options, Cancellation))];
        await Task.WhenAny(Task.WhenAll(reads)); // One of them fails.

        Assert.Equal(999, reads.Count(read => read.IsCompletedSuccessfully));
        ReferralsException refusal = await Assert.ThrowsAsync<ReferralsException>(() => reads.Single(read => read.IsFaulted));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(600)), (refusal.StatusCode, refusal.RetryAfter));
        Assert.Contains("Try again in 600 seconds.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1000, _service.Sent.Count);
    }

    [Fact]
    public async Task An_absurd_wait_of_a_429_closes_the_gate_for_five_minutes()
    {
        await ThrottleAsync("999999999");

        ReferralsThrottledException refusal = await Assert.ThrowsAsync<ReferralsThrottledException>(
            () => GetAsync(TimeSpan.FromMinutes(2)));

        Assert.Equal((Closed, 0), (refusal.RetryAfter, refusal.Attempts));
        Assert.StartsWith(
            "get was not sent: another call was throttled, and all wait for 300 seconds more", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_probe_that_is_answered_lets_the_waiting_calls_go_early()
    {
        await ThrottleAsync("300");
        Task<Referral>[] waiting = [.. Enumerable.Range(0, 3).Select(_ => GetAsync())];
        Respond(4);
        foreach (Task<Referral> _ in waiting)
        {
            await _service.Time.WaitStartedAsync(UntilProbe, UntilProbe + Jitter);
        }

        _service.Time.Advance(UntilProbe + Jitter); // One of them goes as the probe, and the others follow.
        await _service.Time.WaitStartedAsync(TimeSpan.FromMilliseconds(1), Jitter);
        await _service.Time.WaitStartedAsync(TimeSpan.FromMilliseconds(1), Jitter);
        _service.Time.Advance(Jitter);

        await Task.WhenAll(waiting);
        await GetAsync(TimeSpan.FromSeconds(1)); // The gate is open.
        Assert.Equal(5, _service.Sent.Count);
    }

    [Fact]
    public async Task A_call_that_comes_a_minute_after_the_429_goes_as_the_probe_at_once()
    {
        await ThrottleAsync("300");
        _service.Time.Advance(UntilProbe);
        Respond(2);

        await GetAsync(TimeSpan.FromSeconds(1));
        await GetAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(3, _service.Sent.Count);
    }

    [Fact]
    public async Task One_probe_at_a_time_is_let_through()
    {
        await ThrottleAsync("300");
        _service.Time.Advance(UntilProbe);
        Task<Referral>? second = null;
        _service.RespondsWith(() =>
        {
            second = GetAsync(TimeSpan.FromSeconds(1));
            return MockedService.Response(HttpStatusCode.OK, new StringContent(ReferralJson.Full));
        });

        await GetAsync();

        await Assert.ThrowsAsync<ReferralsThrottledException>(() => second!);
        Assert.Equal(2, _service.Sent.Count);
    }

    [Theory]
    [InlineData("10", 10)]
    [InlineData("120", 120)]
    public async Task A_probe_that_is_throttled_closes_the_gate_for_the_new_time(string retryAfter, double seconds)
    {
        await ThrottleAsync("300");
        _service.Time.Advance(UntilProbe);
        await ThrottleAsync(retryAfter);

        ReferralsThrottledException refusal = await Assert.ThrowsAsync<ReferralsThrottledException>(
            () => GetAsync(TimeSpan.FromSeconds(1)));
        Assert.Equal(TimeSpan.FromSeconds(seconds), refusal.RetryAfter);
    }

    [Fact]
    public async Task A_probe_that_gets_no_clear_answer_leaves_the_gate_closed_until_the_next_one()
    {
        await ThrottleAsync("300");
        _service.Time.Advance(UntilProbe);
        _service.RespondsWith(HttpStatusCode.ServiceUnavailable).RespondsWith(HttpStatusCode.NotFound).RespondsWith(
            HttpStatusCode.OK, ReferralJson.Full);
        await Assert.ThrowsAsync<ReferralsException>(() => GetAsync(TimeSpan.FromSeconds(1), maxAttempts: 1));

        await Assert.ThrowsAsync<ReferralsThrottledException>(() => GetAsync(TimeSpan.FromSeconds(1)));
        _service.Time.Advance(UntilProbe);
        await Assert.ThrowsAsync<ReferralNotFoundException>(() => GetAsync(TimeSpan.FromSeconds(1))); // An answer like any other.
        await GetAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(4, _service.Sent.Count);
    }

    [Fact]
    public async Task A_search_for_the_outcome_of_a_create_passes_the_gate()
    {
        Referral draft = Drafts.Minimal with { ExternalReferenceId = "CRM-1" };
        Task<Referral>? throttled = null;
        _service.RespondsWith(() =>
        {
            // Another call is throttled while the create is on its way.
            throttled = GetAsync(maxAttempts: 1);
            return MockedService.Response(HttpStatusCode.ServiceUnavailable, null);
        });
        _service.RespondsWith(HttpStatusCode.TooManyRequests, null, ("Retry-After", "300"));
        _service.RespondsWith(HttpStatusCode.OK, FoundRecord.Page(FoundRecord.Of(draft)), FoundRecord.Date);

        await _client.CreateAsync(draft, cancellationToken: Cancellation);

        await Assert.ThrowsAsync<ReferralsThrottledException>(() => throttled!);
        await Assert.ThrowsAsync<ReferralsThrottledException>(() => GetAsync(TimeSpan.FromSeconds(1)));
        Assert.Equal(3, _service.Sent.Count);
    }

    [Fact]
    public async Task A_read_that_resolves_the_outcome_of_a_replace_passes_the_gate()
    {
        Task<Referral>? throttled = null;
        _service.RespondsWith(() =>
        {
            throttled = GetAsync(maxAttempts: 1);
            return MockedService.Response(HttpStatusCode.OK, new StringContent("<html>"));
        });
        _service.RespondsWith(HttpStatusCode.TooManyRequests, null, ("Retry-After", "300"));
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        await _client.ReplaceAsync(Drafts.Stored, cancellationToken: Cancellation);

        await Assert.ThrowsAsync<ReferralsThrottledException>(() => throttled!);
        Assert.Equal(3, _service.Sent.Count);
    }

    [Fact]
    public async Task Searches_without_a_token_say_that_they_could_not_be_sent()
    {
        int tokens = 0;
        ReferralsClient client = _service.Client(options => options.Credential = ReferralsCredential.FromTokenProvider(
            (_, _) => tokens++ == 0 ? new(new ReferralsAccessToken("t", _service.Time.GetUtcNow().AddMinutes(10)))
                : throw new ReferralsAuthenticationException("No token.")));
        _service.RespondsWith(() =>
        {
            _service.Time.Advance(TimeSpan.FromMinutes(20));
            return MockedService.Response(HttpStatusCode.ServiceUnavailable, null);
        });

        ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(() => client.CreateAsync(
            Drafts.Minimal with { ExternalReferenceId = "CRM-1" }, cancellationToken: Cancellation));

        Assert.Single(_service.Sent);
        Assert.Contains(
            "No search for it could be sent (ReferralsAuthenticationException). That proves nothing", unknown.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Searches_that_fail_are_told_apart_from_those_that_found_nothing()
    {
        _service.RespondsWith(HttpStatusCode.ServiceUnavailable).RespondsWith(
            HttpStatusCode.OK, """{ "value": [] }""", FoundRecord.Date).RespondsWith(
                HttpStatusCode.Forbidden).RespondsWith(HttpStatusCode.Forbidden);
        string mixed = await FailedCreateAsync();
        _service.RespondsWith(HttpStatusCode.ServiceUnavailable).RespondsWith(HttpStatusCode.Forbidden).RespondsWith(
            HttpStatusCode.Forbidden).RespondsWith(HttpStatusCode.Forbidden);
        string none = await FailedCreateAsync();

        Assert.Contains("It was not found in 1 search, and 2 searches failed (ReferralsException). That", mixed, StringComparison.Ordinal);
        Assert.Contains("No search for it succeeded (ReferralsException, in 3 searches). That", none, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_503_with_a_long_Retry_After_to_a_create_is_followed_by_searches_that_are_sent()
    {
        _service.RespondsWith(HttpStatusCode.ServiceUnavailable, null, ("Retry-After", "3600"));
        for (int search = 0; search < 3; search++)
        {
            _service.RespondsWith(HttpStatusCode.OK, """{ "value": [] }""", FoundRecord.Date);
        }

        ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(() => _client.CreateAsync(
            Drafts.Minimal with { ExternalReferenceId = "CRM-1" }, cancellationToken: Cancellation));

        Assert.Equal(4, _service.Sent.Count);
        Assert.Contains("It was not found in 3 searches. That proves nothing", unknown.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromHours(1), unknown.RetryAfter);
    }

    private async Task<string> FailedCreateAsync() => (await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
        () => _service.Client().CreateAsync(
            Drafts.Minimal with { ExternalReferenceId = "CRM-1" }, cancellationToken: Cancellation))).Message;

    private async Task ThrottleAsync(string retryAfter)
    {
        _service.RespondsWith(HttpStatusCode.TooManyRequests, null, ("Retry-After", retryAfter));
        await Assert.ThrowsAsync<ReferralsThrottledException>(() => GetAsync(maxAttempts: 1));
    }

    private void Respond(int times)
    {
        for (int answer = 0; answer < times; answer++)
        {
            _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        }
    }

    private Task<Referral> GetAsync(TimeSpan? timeout = null, int? maxAttempts = null) => _client.GetAsync(
        ReferralJson.Id, new ReferralCallOptions { Timeout = timeout, MaxAttempts = maxAttempts }, Cancellation);
}
