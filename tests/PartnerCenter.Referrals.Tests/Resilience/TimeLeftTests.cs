using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests waits at the boundaries of the time that a call has left.</summary>
public sealed class TimeLeftTests : IDisposable
{
    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task The_time_that_was_waited_already_counts()
    {
        _service.RespondsWith(
            HttpStatusCode.TooManyRequests, null, ("Retry-After", "45")).RespondsWith(
                HttpStatusCode.TooManyRequests, null, ("Retry-After", "45"));
        Task<Referral> get = GetAsync(_service.Client(), TimeSpan.FromSeconds(80));
        _service.Time.Advance(await _service.Time.WaitStartedAsync(TimeSpan.FromSeconds(45), TimeSpan.FromSeconds(45.1)));

        ReferralsThrottledException refusal = await Assert.ThrowsAsync<ReferralsThrottledException>(() => get);

        Assert.Equal((2, TimeSpan.FromSeconds(45)), (refusal.Attempts, refusal.RetryAfter));
    }

    [Fact]
    public async Task A_wait_that_would_take_all_of_the_time_is_not_begun()
    {
        _service.RespondsWith(HttpStatusCode.TooManyRequests, null, ("Retry-After", "86400"));

        ReferralsThrottledException refusal = await Assert.ThrowsAsync<ReferralsThrottledException>(
            () => GetAsync(_service.Client(), TimeSpan.FromDays(1)));

        Assert.Equal(TimeSpan.FromDays(1), refusal.RetryAfter);
    }

    [Fact]
    public async Task A_call_whose_time_left_equals_the_Retry_After_of_another_fails_at_once()
    {
        _service.RespondsWith(HttpStatusCode.TooManyRequests, null, ("Retry-After", "20"));
        ReferralsClient client = _service.Client();
        await Assert.ThrowsAsync<ReferralsThrottledException>(() => GetAsync(client, TimeSpan.FromSeconds(10)));

        ReferralsThrottledException refusal = await Assert.ThrowsAsync<ReferralsThrottledException>(
            () => GetAsync(client, TimeSpan.FromSeconds(20)));

        Assert.Equal((0, TimeSpan.FromSeconds(20)), (refusal.Attempts, refusal.RetryAfter));
    }

    [Fact]
    public async Task A_call_fails_at_once_if_the_gate_stays_closed_for_longer_than_its_time_left()
    {
        _service.RespondsWith(HttpStatusCode.InternalServerError).RespondsWith(HttpStatusCode.TooManyRequests, null, ("Retry-After", "50"));
        ReferralsClient client = _service.Client(options => options.RetryDelay = TimeSpan.FromSeconds(20));
        Task<Referral> early = GetAsync(client, TimeSpan.FromSeconds(30));
        TimeSpan wait = await _service.Time.WaitStartedAsync(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20));
        await Assert.ThrowsAsync<ReferralsThrottledException>(() => GetAsync(client, TimeSpan.FromSeconds(5)));

        _service.Time.Advance(wait);

        ReferralsThrottledException refusal = await Assert.ThrowsAsync<ReferralsThrottledException>(() => early);
        Assert.Equal((1, TimeSpan.FromSeconds(50) - wait), (refusal.Attempts, refusal.RetryAfter));
        Assert.Equal(2, _service.Sent.Count);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task A_refused_token_request_is_retried_only_if_the_refusal_is_transient(bool isTransient, int times)
    {
        int tokenRequests = 0;
        ReferralsClient client =
            _service.Client(options => (options.MaxAttempts, options.Credential) = (2, ReferralsCredential.FromTokenProvider((_, _) =>
        {
            tokenRequests++;
            throw new ReferralsAuthenticationException("No token.") { IsTransient = isTransient };
        })));

        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => GetAsync(client, TimeSpan.FromSeconds(100)));

        Assert.Equal((times, times), (tokenRequests, refusal.Attempts));
        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task A_timeout_before_there_is_a_token_is_reported_as_a_missing_token()
    {
        ReferralsClient client =
            _service.Client(options => options.Credential = ReferralsCredential.FromTokenProvider(async (_, cancellation) =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            throw new InvalidOperationException("Not reached.");
        }));
        Task<Referral> get = GetAsync(client, TimeSpan.FromSeconds(10));
        await _service.Time.WaitStartedAsync(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60));

        _service.Time.Advance(TimeSpan.FromSeconds(10));

        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => get);
        Assert.Contains("no token was received in time", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(
            ("No token was received in time.", "Check the network and AuthorityHost."), (refusal.Finding, refusal.NextStep));
        Assert.True(refusal.IsTransient);
        Assert.Empty(_service.Sent);
    }

    private static Task<Referral> GetAsync(ReferralsClient client, TimeSpan timeout) =>
        client.GetAsync(ReferralJson.Id, new ReferralCallOptions { Timeout = timeout }, Cancellation);
}
