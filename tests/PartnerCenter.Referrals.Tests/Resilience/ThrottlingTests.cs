using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that a throttled call delays the client's other calls too.</summary>
public sealed class ThrottlingTests : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(20);

    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task Other_calls_wait_for_the_Retry_After_that_one_call_received()
    {
        _service.RespondsWith(HttpStatusCode.TooManyRequests, null, ("Retry-After", "20"));
        ReferralsClient client = _service.Client(options => options.AttemptTimeout = TimeSpan.FromSeconds(50));
        await Assert.ThrowsAnyAsync<ReferralsException>(() => GetAsync(client, maxAttempts: 1));

        Task<Referral>[] others = [.. Enumerable.Range(0, 10).Select(_ => GetAsync(client))];
        foreach (Task<Referral> _ in others)
        {
            await _service.Time.WaitStartedAsync(RetryAfter, RetryAfter + TimeSpan.FromMilliseconds(100));
            _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        }

        Assert.Single(_service.Sent);
        _service.Time.Advance(RetryAfter + TimeSpan.FromMilliseconds(100));
        await Task.WhenAll(others);
        Assert.Equal(11, _service.Sent.Count);
    }

    [Fact]
    public async Task A_token_provider_may_ask_for_any_wait()
    {
        Queue<TimeSpan> waits = new([TimeSpan.MaxValue, TimeSpan.MinValue]);
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        ReferralsClient client = _service.Client(options => options.Credential = ReferralsCredential.FromTokenProvider(
            (_, _) => waits.TryDequeue(out TimeSpan retryAfter)
                ? throw new ReferralsAuthenticationException("Busy.") { IsTransient = true, RetryAfter = retryAfter }
                : new(new ReferralsAccessToken("t", DateTimeOffset.MaxValue))));

        Assert.Equal(TimeSpan.MaxValue, (await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => GetAsync(client))).RetryAfter);
        _service.Time.Advance(TimeSpan.FromMinutes(5)); // The longest time that other calls wait.
        Task<Referral> call = GetAsync(client);
        _service.Time.Advance(await _service.Time.WaitStartedAsync(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(100)));

        await call;
    }

    [Fact]
    public async Task Other_calls_wait_for_the_Retry_After_that_one_call_received_from_Entra()
    {
        int tokenRequests = 0;
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        ReferralsClient client = _service.Client(
            options => (options.AttemptTimeout, options.Credential) = (TimeSpan.FromSeconds(50), ReferralsCredential.FromTokenProvider(
            (_, _) => tokenRequests++ == 0
                ? throw new ReferralsAuthenticationException("Busy.") { IsTransient = true, RetryAfter = RetryAfter }
                : new(new ReferralsAccessToken("t", DateTimeOffset.MaxValue)))));
        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => GetAsync(client, maxAttempts: 1));

        Task<Referral> other = GetAsync(client);
        TimeSpan wait = await _service.Time.WaitStartedAsync(RetryAfter, RetryAfter + TimeSpan.FromMilliseconds(100));
        int requestsDuringWait = tokenRequests;
        _service.Time.Advance(wait);
        await other;

        Assert.Equal((RetryAfter, 1, 2), (refusal.RetryAfter, requestsDuringWait, tokenRequests));
        Assert.Single(_service.Sent);
    }

    [Fact]
    public async Task A_call_that_has_too_little_time_to_wait_fails_at_once_and_is_not_sent()
    {
        _service.RespondsWith(HttpStatusCode.TooManyRequests, null, ("Retry-After", "20"));
        ReferralsClient client = _service.Client();
        await Assert.ThrowsAsync<ReferralsThrottledException>(() => GetAsync(client, maxAttempts: 1));
        _service.Time.Advance(TimeSpan.FromSeconds(5));

        ReferralsThrottledException refusal = await Assert.ThrowsAsync<ReferralsThrottledException>(
            () => client.GetAsync(ReferralJson.Id, new ReferralCallOptions { Timeout = TimeSpan.FromSeconds(10) }, Cancellation));

        Assert.Equal((TimeSpan.FromSeconds(15), 0, null), (refusal.RetryAfter, refusal.Attempts, refusal.StatusCode));
        Assert.Single(_service.Sent);
    }

    [Fact]
    public async Task The_longest_wait_counts_however_the_answers_come()
    {
        _service.RespondsWith(
            HttpStatusCode.TooManyRequests, null, ("Retry-After", "20")).RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        ReferralsClient client = _service.Client(options => options.AttemptTimeout = TimeSpan.FromSeconds(50));
        await Assert.ThrowsAsync<ReferralsThrottledException>(() => GetAsync(client, maxAttempts: 1));

        Task<Referral> other = GetAsync(client);
        TimeSpan wait = await _service.Time.WaitStartedAsync(RetryAfter, RetryAfter + TimeSpan.FromMilliseconds(100));
        _service.Time.Advance(wait - TimeSpan.FromTicks(1));
        Assert.Single(_service.Sent);

        _service.Time.Advance(TimeSpan.FromTicks(1));
        await other;
        Assert.Equal(2, _service.Sent.Count);
    }

    [Fact]
    public async Task An_absurd_wait_silences_the_client_for_five_minutes_at_most()
    {
        _service.RespondsWith(
            HttpStatusCode.TooManyRequests, null, ("Retry-After", "999999999")).RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        ReferralsClient client = _service.Client(options => options.Credential = ReferralsCredential.FromTokenProvider(
            (_, _) => new(new ReferralsAccessToken("t", DateTimeOffset.MaxValue))));
        await Assert.ThrowsAsync<ReferralsThrottledException>(() => GetAsync(client));
        await Assert.ThrowsAsync<ReferralsThrottledException>(() => GetAsync(client));

        _service.Time.Advance(TimeSpan.FromMinutes(5));

        await GetAsync(client);
        Assert.Equal(2, _service.Sent.Count);
    }

    [Fact]
    public async Task A_wait_at_the_gate_ends_when_the_caller_cancels()
    {
        using CancellationTokenSource caller = new();
        _service.RespondsWith(HttpStatusCode.TooManyRequests, null, ("Retry-After", "20"));
        ReferralsClient client = _service.Client(options => options.AttemptTimeout = TimeSpan.FromSeconds(50));
        await Assert.ThrowsAsync<ReferralsThrottledException>(() => GetAsync(client, maxAttempts: 1));
        Task<Referral> create = client.CreateAsync(Drafts.Minimal, cancellationToken: caller.Token);
        await _service.Time.WaitStartedAsync(RetryAfter, RetryAfter + TimeSpan.FromMilliseconds(100));

        await caller.CancelAsync();

        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => create);
        Assert.Contains("no effect", cancelled.Message, StringComparison.Ordinal);
        Assert.Single(_service.Sent);
    }

    private static Task<Referral> GetAsync(ReferralsClient client, int? maxAttempts = null) =>
        client.GetAsync(ReferralJson.Id, new ReferralCallOptions { MaxAttempts = maxAttempts }, Cancellation);
}
