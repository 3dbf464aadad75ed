using System.Net;
using Microsoft.Extensions.Logging.Abstractions;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that all calls share one token, and that each attempt carries the current one.</summary>
public sealed class AccessTokenProviderTests : IDisposable
{
    private readonly MockedService _service = new();
    private int _issued;
    private TimeSpan _lifetime = TimeSpan.FromHours(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twenty_parallel_first_calls_make_one_token_request()
    {
        TaskCompletionSource<ReferralsAccessToken> entra = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using AccessTokenProvider provider = new(ReferralsCredential.FromTokenProvider((_, _) =>
        {
            Interlocked.Increment(ref _issued);
            return new(entra.Task);
        }), _service.Time, NullLogger.Instance);

        Task<System.Net.Http.Headers.AuthenticationHeaderValue>[] calls =
            [.. Enumerable.Range(0, 20).Select(_ => Task.Run(() => provider.GetAsync(Cancellation).AsTask()))];
        entra.SetResult(Token("shared"));

        Assert.All(await Task.WhenAll(calls), header => Assert.Equal("shared", header.Parameter));
        Assert.Equal(1, _issued);
    }

    [Fact]
    public async Task A_token_that_expires_between_attempts_is_replaced_in_the_next_attempt()
    {
        _lifetime = TimeSpan.FromSeconds(30);
        _service.RespondsWith(
            HttpStatusCode.ServiceUnavailable, null, ("Retry-After", "40")).RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        Task<Referral> call = Client().GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        _service.Time.Advance(await _service.Time.WaitStartedAsync(TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(40.2)));
        await call;

        Assert.Equal(["Bearer token-1", "Bearer token-2"], _service.Sent.Select(request => request.Headers["Authorization"]));
    }

    [Fact]
    public async Task A_cached_token_costs_no_allocation()
    {
        // The fake clock would allocate.
        using AccessTokenProvider provider = new(
            ReferralsCredential.FromTokenProvider((_, _) => new(new ReferralsAccessToken("t", DateTimeOffset.UtcNow.AddHours(1)))),
            TimeProvider.System, NullLogger.Instance);
        await provider.GetAsync(Cancellation);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            await provider.GetAsync(CancellationToken.None); // The call completes synchronously, on the same thread.
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task It_is_renewed_ahead_of_time_by_one_while_the_others_go_on_with_it()
    {
        TaskCompletionSource<ReferralsAccessToken> renewal = new(TaskCreationOptions.RunContinuationsAsynchronously);
        List<DateTimeOffset?> newerThan = [];
        using AccessTokenProvider provider = new(ReferralsCredential.FromTokenProvider((request, _) =>
        {
            newerThan.Add(request.NewerThan);
            return newerThan.Count == 1 ? new(Token("first")) : new(renewal.Task);
        }), _service.Time, NullLogger.Instance);
        await provider.GetAsync(Cancellation);
        DateTimeOffset firstExpiry = _service.Time.GetUtcNow() + _lifetime;

        _service.Time.Advance(TimeSpan.FromMinutes(58));
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal("first", (await provider.GetAsync(Cancellation)).Parameter);
        }

        renewal.SetResult(Token("second"));
        while ((await provider.GetAsync(Cancellation)).Parameter == "first")
        {
            await Task.Yield();
        }

        Assert.Equal([null, firstExpiry], newerThan);
    }

    [Fact]
    public async Task A_renewal_that_fails_leaves_the_old_token_in_use_until_it_expires()
    {
        bool fails = false;
        using AccessTokenProvider provider = new(ReferralsCredential.FromTokenProvider((_, _) =>
        {
            Interlocked.Increment(ref _issued);
            return fails ? throw new InvalidOperationException("vault down") : new(Token($"token-{_issued}"));
        }), _service.Time, NullLogger.Instance);
        await provider.GetAsync(Cancellation);
        fails = true;

        _service.Time.Advance(TimeSpan.FromMinutes(58));
        Assert.Equal("token-1", (await provider.GetAsync(Cancellation)).Parameter);
        _service.Time.Advance(TimeSpan.FromMinutes(2));

        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => provider.GetAsync(Cancellation).AsTask());
        Assert.IsType<InvalidOperationException>(failure.InnerException);
    }

    [Fact]
    public async Task A_caller_that_cancels_does_not_cancel_the_token_request_of_others()
    {
        TaskCompletionSource<ReferralsAccessToken> entra = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using AccessTokenProvider provider = new(
            ReferralsCredential.FromTokenProvider((_, _) => new(entra.Task)), _service.Time, NullLogger.Instance);
        using CancellationTokenSource leaving = new();
        Task<System.Net.Http.Headers.AuthenticationHeaderValue> leaver = provider.GetAsync(leaving.Token).AsTask();
        Task<System.Net.Http.Headers.AuthenticationHeaderValue> other = provider.GetAsync(Cancellation).AsTask();

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaver);
        entra.SetResult(Token("kept"));

        Assert.Equal("kept", (await other).Parameter);
    }

    [Fact]
    public async Task A_failed_renewal_is_over_when_its_failure_is_seen_and_the_next_caller_starts_another()
    {
        using AccessTokenProvider provider = new(ReferralsCredential.FromTokenProvider((_, _) =>
        {
            Interlocked.Increment(ref _issued);
            throw new InvalidOperationException("vault down");
        }), _service.Time, NullLogger.Instance);

        for (int calls = 1; calls <= 200; calls++)
        {
            await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => provider.GetAsync(Cancellation).AsTask());
            Assert.Equal(calls, _issued);
        }
    }

    [Fact]
    public async Task A_token_that_the_service_refuses_is_replaced_in_the_next_call()
    {
        _service.RespondsWith(
            HttpStatusCode.Unauthorized).RespondsWith(HttpStatusCode.Unauthorized).RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        ReferralsClient client = Client();

        await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));
        await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        Assert.Equal(
            ["Bearer token-1", "Bearer token-1", "Bearer token-2"], _service.Sent.Select(request => request.Headers["Authorization"]));
    }

    [Fact]
    public async Task A_sign_in_that_hangs_ends_after_a_minute()
    {
        using AccessTokenProvider provider = new(
            ReferralsCredential.FromTokenProvider(async (_, cancellation) =>
            {
                await Task.Delay(Timeout.Infinite, cancellation);
                throw new InvalidOperationException("Not reached.");
            }),
            _service.Time, NullLogger.Instance);

        Task<System.Net.Http.Headers.AuthenticationHeaderValue> call = provider.GetAsync(Cancellation).AsTask();
        _service.Time.Advance(await _service.Time.WaitStartedAsync(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60)));

        Assert.True((await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => call)).IsTransient);
    }

    [Fact]
    public async Task A_token_that_has_expired_on_arrival_is_refused_with_a_word_about_the_clock()
    {
        _lifetime = TimeSpan.FromSeconds(-1);

        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => Client().GetAsync(ReferralJson.Id, cancellationToken: Cancellation));

        Assert.Contains("clock", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("token-1", failure.ToString(), StringComparison.Ordinal);
        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task A_provider_can_say_that_its_failure_may_pass()
    {
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full);
        ReferralsClient client = _service.Client(options => options.Credential = ReferralsCredential.FromTokenProvider((_, _) =>
            Interlocked.Increment(ref _issued) == 1
                ? throw new ReferralsAuthenticationException("busy") { IsTransient = true }
                : new(Token("later"))));

        await client.CreateAsync(Drafts.Minimal, cancellationToken: Cancellation);

        Assert.Equal("Bearer later", _service.Only.Headers["Authorization"]);
    }

    [Fact]
    public async Task A_provider_that_fails_ends_the_call_before_anything_is_sent()
    {
        ReferralsClient client = _service.Client(options => options.Credential =
            ReferralsCredential.FromTokenProvider((_, _) => throw new InvalidOperationException("vault down")));

        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => client.CreateAsync(Drafts.Minimal, cancellationToken: Cancellation));

        Assert.Equal("create", failure.Operation);
        Assert.IsType<InvalidOperationException>(failure.InnerException);
        Assert.Empty(_service.Sent);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("Bearer abc")]
    [InlineData("abc\r\nX-Injected: 1")]
    [InlineData("tökén")]
    public void A_text_that_is_no_bearer_token_is_refused(string token) =>
        Assert.Throws<ArgumentException>(() => new ReferralsAccessToken(token, DateTimeOffset.MaxValue));

    [Fact]
    public void A_token_is_never_shown() =>
        Assert.DoesNotContain("secret", new ReferralsAccessToken("secret", DateTimeOffset.UnixEpoch).ToString(), StringComparison.Ordinal);

    public void Dispose() => _service.Dispose();

    private ReferralsClient Client() => _service.Client(options => options.Credential = Counting());

    private ReferralsCredential Counting() =>
        ReferralsCredential.FromTokenProvider((_, _) => new(Token($"token-{Interlocked.Increment(ref _issued)}")));

    private ReferralsAccessToken Token(string text) => new(text, _service.Time.GetUtcNow() + _lifetime);
}
