using System.Net.Http.Headers;
using Microsoft.Extensions.Logging.Abstractions;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests the boundaries at which a token is used, renewed and discarded.</summary>
public sealed class TokenLifeTests : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly SignalledTime _time = new();
    private readonly List<ReferralsTokenRequest> _requests = [];
    private TaskCompletionSource _requested = new();
    private TimeSpan _lifetime = TimeSpan.FromHours(1);
    private Exception? _failure;
    private AccessTokenProvider? _provider;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _provider?.Dispose();

    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public async Task A_token_must_outlive_the_way_to_the_service(int seconds, bool isTaken)
    {
        _lifetime = TimeSpan.FromSeconds(seconds);

        Exception? refusal = await Record.ExceptionAsync(() => Provider().GetAsync(Cancellation).AsTask());

        Assert.Equal(isTaken, refusal is null);
        Assert.True(
            isTaken || refusal!.Message == "The token received expires at 2030-01-01 00:00:05Z, and by this machine's clock it is "
                + "2030-01-01 00:00:00Z. Check the clock, or the token provider.");
    }

    [Fact]
    public async Task A_token_of_Entra_is_valid_by_the_clock_of_this_machine_and_not_of_the_client()
    {
        SignalledTime future = new();
        future.Advance(TimeSpan.FromDays(36_500));
        using MockedEntra entra = new();
        entra.GivesApp("token");
        using AccessTokenProvider provider = new(
            ReferralsCredential.FromClientSecret(
                MockedEntra.Tenant, $"{Guid.NewGuid()}", "s", new ReferralsCredentialOptions { HttpMessageHandler = entra }),
            future, NullLogger.Instance);

        Assert.Equal("token", (await provider.GetAsync(Cancellation)).Parameter);
    }

    [Theory]
    [InlineData(3600, 3595)] // Five seconds are kept for the request.
    [InlineData(8, 3)]
    public async Task A_token_is_used_until_the_way_would_outlast_it(int lifetime, int seconds)
    {
        _lifetime = TimeSpan.FromSeconds(lifetime);
        AccessTokenProvider provider = Provider();
        AuthenticationHeaderValue first = await provider.GetAsync(Cancellation);
        _failure = new InvalidTimeZoneException();

        _time.Advance(TimeSpan.FromSeconds(seconds) - Tick);
        Assert.Same(first, await provider.GetAsync(Cancellation));
        _time.Advance(Tick);

        await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => provider.GetAsync(Cancellation).AsTask());
    }

    [Theory]
    [InlineData(3600, 0, 3300)] // Renewal starts five minutes before expiry.
    [InlineData(3600, 1, 3450)] // Renewal starts after half of the remaining time.
    [InlineData(600, 0, 450)] // A short-lived token is renewed after three quarters of its life.
    [InlineData(600, 1, 525)]
    [InlineData(16, 1, 11)] // Renewal starts at least five seconds before expiry.
    public async Task A_token_is_renewed_from_then_on_and_not_before(int lifetime, double jitter, int seconds)
    {
        _lifetime = TimeSpan.FromSeconds(lifetime);
        AccessTokenProvider provider = Provider(jitter);
        AuthenticationHeaderValue first = await provider.GetAsync(Cancellation);

        _time.Advance(TimeSpan.FromSeconds(seconds) - Tick);
        Assert.Same(first, await provider.GetAsync(Cancellation));
        Assert.Single(_requests);
        _requested = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _time.Advance(Tick);
        await provider.GetAsync(Cancellation);
        await _requested.Task.WaitAsync(Cancellation);

        Assert.Equal(2, _requests.Count);
    }

    [Fact]
    public async Task A_renewal_that_failed_is_tried_again_after_half_a_minute()
    {
        AccessTokenProvider provider = Provider();
        AuthenticationHeaderValue first = await provider.GetAsync(Cancellation);
        _failure = new InvalidTimeZoneException();
        _time.Advance(TimeSpan.FromMinutes(58));
        await RenewalAsync(provider);
        AuthenticationHeaderValue? answer = await provider.HandleChallengeAsync(
            new AuthenticationHeaderValue("Bearer", "other"), "{}", Cancellation).ContinueWith(
            // When this renewal has failed, the previous one has failed too.
            ended => ended.IsFaulted ? null : ended.Result, Cancellation, TaskContinuationOptions.None, TaskScheduler.Default);
        Assert.Null(answer);
        int failed = _requests.Count;

        _time.Advance(TimeSpan.FromSeconds(30) - Tick);
        Assert.Same(first, await provider.GetAsync(Cancellation));
        Assert.Equal(failed, _requests.Count);
        _time.Advance(Tick);
        await RenewalAsync(provider);

        Assert.Equal(failed + 1, _requests.Count);
        Assert.False(_requests[^1].MayPrompt); // No user is present to be prompted.
    }

    [Fact]
    public async Task A_refused_token_is_replaced_once_a_minute_and_by_a_newer_one_at_any_time()
    {
        AccessTokenProvider provider = Provider();
        AuthenticationHeaderValue first = await provider.GetAsync(Cancellation);
        AuthenticationHeaderValue second = (await provider.ReplaceAsync(first, Cancellation, Cancellation))!;

        Assert.Same(second, await provider.ReplaceAsync(first, Cancellation, Cancellation));
        Assert.Null(await provider.ReplaceAsync(second, Cancellation, Cancellation));
        _time.Advance(TimeSpan.FromMinutes(1) - Tick);
        Assert.Null(await provider.ReplaceAsync(second, Cancellation, Cancellation));
        Assert.Same(second, await provider.GetAsync(Cancellation));
        _time.Advance(Tick);
        AuthenticationHeaderValue third = (await provider.ReplaceAsync(second, Cancellation, Cancellation))!;

        Assert.Equal(["token-1", "token-2", "token-3"], [first.Parameter!, second.Parameter!, third.Parameter!]);
        Assert.Equal(3, _requests.Count);
        Assert.All(_requests.Skip(1), request => Assert.True(request is { NewerThan: not null, MayPrompt: true, Claims: null }));
    }

    [Fact]
    public async Task A_replacement_that_failed_is_not_asked_for_again_within_the_minute()
    {
        AccessTokenProvider provider = Provider();
        AuthenticationHeaderValue first = await provider.GetAsync(Cancellation);
        _failure = new InvalidTimeZoneException();

        await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => provider.ReplaceAsync(first, Cancellation, Cancellation));
        Assert.Null(await provider.ReplaceAsync(first, Cancellation, Cancellation));

        Assert.Equal(2, _requests.Count);
    }

    [Fact]
    public async Task An_answer_to_a_challenge_that_is_challenged_itself_is_replaced_once_it_is_not_new_any_more()
    {
        AccessTokenProvider provider = Provider();
        AuthenticationHeaderValue first = await provider.GetAsync(Cancellation);
        AuthenticationHeaderValue answer = (await provider.HandleChallengeAsync(first, "{}", Cancellation))!;

        Assert.Same(answer, await provider.HandleChallengeAsync(first, "{}", Cancellation));
        Assert.Null(await provider.HandleChallengeAsync(answer, "{}", Cancellation));
        _time.Advance(TimeSpan.FromMinutes(1));
        AuthenticationHeaderValue? second = await provider.HandleChallengeAsync(answer, "{}", Cancellation);

        Assert.NotSame(answer, second);
        Assert.Equal([null, "{}", "{}"], _requests.Select(request => request.Claims));
        Assert.All(_requests, request => Assert.True(request.MayPrompt));
    }

    [Fact]
    public async Task A_token_that_was_challenged_is_given_to_nobody_while_the_answer_is_obtained()
    {
        TaskCompletionSource<ReferralsAccessToken> entra = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using AccessTokenProvider provider = new(
            ReferralsCredential.FromTokenProvider(
                (request, _) => request.Claims is null ? new(new ReferralsAccessToken("first", DateTimeOffset.MaxValue)) : new(entra.Task)),
            _time, NullLogger.Instance);
        AuthenticationHeaderValue first = await provider.GetAsync(Cancellation);

        Task<AuthenticationHeaderValue?> answer = provider.HandleChallengeAsync(first, "{}", Cancellation);
        ValueTask<AuthenticationHeaderValue> other = provider.GetAsync(Cancellation);
        Assert.False(other.IsCompleted);
        entra.SetResult(new ReferralsAccessToken("second", DateTimeOffset.MaxValue));

        Assert.Equal("second", (await other).Parameter);
        Assert.Same(await answer, await provider.GetAsync(Cancellation));
    }

    [Fact]
    public async Task Concurrent_callers_wait_for_one_token()
    {
        int tokenRequests = 0;
        TaskCompletionSource<ReferralsAccessToken> entra = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using AccessTokenProvider provider = new(
            ReferralsCredential.FromTokenProvider((_, _) =>
            {
                Interlocked.Increment(ref tokenRequests);
                return new(entra.Task);
            }),
            _time, NullLogger.Instance);

        Task<AuthenticationHeaderValue> one = provider.GetAsync(Cancellation).AsTask(), other = provider.GetAsync(Cancellation).AsTask();
        entra.SetResult(new ReferralsAccessToken("token", DateTimeOffset.MaxValue));

        Assert.Same(await one, await other);
        Assert.Equal(1, tokenRequests);
    }

    [Fact]
    public async Task A_renewal_that_is_under_way_ends_with_the_provider()
    {
        TaskCompletionSource<CancellationToken> requested = new(TaskCreationOptions.RunContinuationsAsynchronously);
        AccessTokenProvider provider = new(
            ReferralsCredential.FromTokenProvider(async (_, cancellation) =>
            {
                requested.SetResult(cancellation);
                await Task.Delay(Timeout.Infinite, cancellation);
                throw new NotSupportedException();
            }),
            _time, NullLogger.Instance);
        Task<AuthenticationHeaderValue> call = provider.GetAsync(Cancellation).AsTask();
        CancellationToken received = await requested.Task.WaitAsync(Cancellation);
        Assert.False(received.IsCancellationRequested);

        provider.Dispose();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.True(received.IsCancellationRequested);
    }

    [Fact]
    public async Task A_holder_that_has_ended_holds_no_token_any_more()
    {
        AccessTokenProvider provider = Provider();
        await provider.GetAsync(Cancellation);

        provider.Dispose();
        _provider = null;

        await Assert.ThrowsAnyAsync<ObjectDisposedException>(() => provider.GetAsync(Cancellation).AsTask());
    }

    [Fact]
    public async Task A_sign_in_that_takes_too_long_says_after_how_long_and_what_to_check()
    {
        using AccessTokenProvider provider = new(
            ReferralsCredential.FromTokenProvider(async (_, cancellation) =>
            {
                await Task.Delay(Timeout.Infinite, cancellation);
                throw new NotSupportedException();
            }),
            _time, NullLogger.Instance);

        Task<AuthenticationHeaderValue> call = provider.GetAsync(Cancellation).AsTask();
        _time.Advance(await _time.WaitStartedAsync(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60)));

        ReferralsAuthenticationException late = await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => call);
        Assert.Equal("No token was received within 60 seconds. Check the network and AuthorityHost.", late.Message);
    }

    [Fact]
    public void A_user_who_may_be_asked_has_as_long_as_a_device_code_lives()
    {
        ReferralsCredential device = ReferralsCredential.FromDeviceCode(MockedEntra.Tenant, "client", (_, _) => Task.CompletedTask);
        ReferralsCredential app = ReferralsCredential.FromClientSecret(MockedEntra.Tenant, "client", "s");

        Assert.Equal(TimeSpan.FromMinutes(15), TokenAcquisition.TimeLimitOf(device, mayPrompt: true));
        Assert.Equal(TimeSpan.FromSeconds(60), TokenAcquisition.TimeLimitOf(device, mayPrompt: false));
        Assert.Equal(TimeSpan.FromSeconds(60), TokenAcquisition.TimeLimitOf(app, mayPrompt: true));
    }

    [Fact]
    public async Task A_provider_that_returns_nothing_or_ends_by_itself_has_failed()
    {
        foreach (Func<ValueTask<ReferralsAccessToken>> provider
            in (Func<ValueTask<ReferralsAccessToken>>[])[() => new((ReferralsAccessToken)null!),
                () => throw new OperationCanceledException()])
        {
            using AccessTokenProvider tokenProvider = new(
                ReferralsCredential.FromTokenProvider((_, _) => provider()), _time, NullLogger.Instance);

            ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
                () => tokenProvider.GetAsync(Cancellation).AsTask());

            Assert.StartsWith(
                "The token provider failed. See the inner exception.", failure.Message, StringComparison.Ordinal);
            Assert.True(
                failure.InnerException is OperationCanceledException
                    or InvalidOperationException { Message: "The token provider returned null." });
        }
    }

    private AccessTokenProvider Provider(double jitter = 0.5) => _provider = new AccessTokenProvider(
        ReferralsCredential.FromTokenProvider((request, _) =>
        {
            lock (_requests)
            {
                _requests.Add(request);
            }

            _requested.TrySetResult();
            return _failure is null
                ? new(new ReferralsAccessToken($"token-{_requests.Count}", _time.GetUtcNow() + _lifetime))
                : throw _failure;
        }),
        _time, NullLogger.Instance, () => jitter);

    private async Task RenewalAsync(AccessTokenProvider provider)
    {
        _requested = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await provider.GetAsync(Cancellation);
        await _requested.Task.WaitAsync(Cancellation);
    }
}
