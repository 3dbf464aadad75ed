using Microsoft.Extensions.Logging.Abstractions;
using static PartnerCenter.Referrals.Tests.MockedEntra;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that a rotated refresh token reaches the store even if the call is cancelled or the client is disposed.</summary>
public sealed class RotationTests : IDisposable
{
    private const int Lifetime = 140_000_000; // MSAL uses this machine's clock, and no token that lives for five years.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30); // Ends a test that hangs.

    private readonly MockedEntra _entra = new();
    private readonly InterruptedEntra _way;
    private readonly SignalledTime _time = new();
    private readonly SlowStore _store = new();
    private readonly string _client = $"{Guid.NewGuid()}";

    public RotationTests() => _way = new InterruptedEntra(_entra);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _store.Gate.TrySetResult();
        _way.Dispose();
    }

    [Fact]
    public async Task A_client_that_is_disposed_while_the_store_writes_does_not_end_the_write()
    {
        AccessTokenProvider provider = Provider();
        _entra.GivesUser("first", "rotated", lifetime: Lifetime);
        Task call = provider.GetAsync(Cancellation).AsTask();
        await _store.Writing.WaitAsync(Patience, Cancellation);

        provider.Dispose();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(Patience, Cancellation));
        _store.Gate.SetResult();

        Assert.Equal("rotated", await _store.Written.WaitAsync(Patience, Cancellation));
    }

    [Fact]
    public async Task A_time_limit_that_strikes_while_the_store_writes_does_not_end_the_write()
    {
        using AccessTokenProvider provider = Provider();
        _entra.GivesUser("first", "rotated", lifetime: Lifetime);
        _way.Then(() => AdvanceAsync(55));
        Task call = provider.GetAsync(Cancellation).AsTask();
        await _store.Writing.WaitAsync(Patience, Cancellation);

        _time.Advance(TimeSpan.FromSeconds(5));
        await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => call.WaitAsync(Patience, Cancellation));
        _store.Gate.SetResult();

        Assert.Equal("rotated", await _store.Written.WaitAsync(Patience, Cancellation));
        Assert.Equal("first", (await provider.GetAsync(Cancellation).AsTask().WaitAsync(Patience, Cancellation)).Parameter);
        Assert.Single(_entra.Requests);
    }

    [Fact]
    public async Task A_caller_that_cancels_while_the_store_writes_does_not_end_the_write()
    {
        using CancellationTokenSource caller = new();
        _entra.GivesUser("first", "rotated", lifetime: Lifetime);
        Task call = Credential().AcquireAsync(new ReferralsTokenRequest(Scope, null, mayPrompt: true), caller.Token).AsTask();
        await _store.Writing.WaitAsync(Patience, Cancellation);

        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(Patience, Cancellation));
        _store.Gate.SetResult();

        Assert.Equal("rotated", await _store.Written.WaitAsync(Patience, Cancellation));
    }

    [Fact]
    public async Task A_client_that_is_disposed_between_the_answer_of_Entra_and_the_write_still_writes()
    {
        AccessTokenProvider provider = Provider();
        _store.Gate.SetResult();
        _entra.GivesUser("first", "rotated", lifetime: Lifetime);
        _way.Then(() =>
        {
            provider.Dispose();
            return Task.CompletedTask;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => provider.GetAsync(Cancellation).AsTask().WaitAsync(Patience, Cancellation));

        Assert.Equal("rotated", await _store.Written.WaitAsync(Patience, Cancellation));
    }

    [Fact]
    public async Task A_limit_that_strikes_between_the_answer_of_Entra_and_the_write_still_writes()
    {
        using AccessTokenProvider provider = Provider();
        _store.Gate.SetResult();
        _entra.GivesUser("first", "rotated", lifetime: Lifetime);
        _way.Then(() => AdvanceAsync(60));

        await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => provider.GetAsync(Cancellation).AsTask().WaitAsync(Patience, Cancellation));

        Assert.Equal("rotated", await _store.Written.WaitAsync(Patience, Cancellation));
    }

    [Fact]
    public async Task A_write_that_hangs_is_left_after_ten_seconds_and_repeated_before_anything_else()
    {
        using AccessTokenProvider provider = Provider();
        _store.IgnoresCancellation = true;
        _entra.GivesUser("first", "rotated", lifetime: Lifetime);
        Task call = provider.GetAsync(Cancellation).AsTask();
        await _store.Writing.WaitAsync(Patience, Cancellation);
        _time.Advance(await _time.WaitStartedAsync(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10)));

        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => call.WaitAsync(Patience, Cancellation));
        _store.Next();
        _store.Gate.SetResult();
        string token = (await provider.GetAsync(Cancellation).AsTask().WaitAsync(Patience, Cancellation)).Parameter!;

        Assert.True(failure.IsTransient);
        Assert.Equal("The refresh token store did not respond within 10 seconds.", failure.Finding);
        Assert.Equal($"{failure.Finding} {failure.NextStep}", failure.Message);
        Assert.Equal(("first", "rotated"), (token, await _store.Written.WaitAsync(Patience, Cancellation)));
        Assert.Single(_entra.Requests);
    }

    [Fact]
    public async Task An_old_write_that_ends_late_is_followed_by_the_newest_token()
    {
        ReferralsCredential credential = Credential();
        _store.IgnoresCancellation = true;
        _entra.GivesUser("first", "rotated", lifetime: Lifetime).GivesUser("second", "newest", lifetime: Lifetime);
        Task call = AcquireAsync(credential);
        await _store.Writing.WaitAsync(Patience, Cancellation);
        TaskCompletionSource hanging = _store.Gate;
        _time.Advance(await _time.WaitStartedAsync(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10)));
        await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => call.WaitAsync(Patience, Cancellation));
        _store.Next();
        _store.Gate.SetResult();
        await AcquireAsync(credential, newerThan: DateTimeOffset.MaxValue).WaitAsync(Patience, Cancellation);
        Assert.Equal("newest", _store.Token);

        _store.Next();
        _store.Gate.SetResult();
        hanging.SetResult();

        Assert.Equal("newest", await _store.Written.WaitAsync(Patience, Cancellation));
        Assert.Equal(["rotated", "newest", "rotated", "newest"], _store.All);
        Assert.Equal("second", (await AcquireAsync(credential).WaitAsync(Patience, Cancellation)).Token);
    }

    [Fact]
    public async Task A_cancellation_does_not_end_the_write_to_a_shared_token_cache()
    {
        SlowCache cache = new();
        using CancellationTokenSource caller = new();
        ReferralsCredential credential = ReferralsCredential.FromRefreshToken(
            Tenant, _client, "s", "initial",
            new ReferralsCredentialOptions { HttpMessageHandler = _way, TokenCache = cache, Time = _time });
        _entra.GivesUser("first", "rotated", lifetime: Lifetime);
        Task call = credential.AcquireAsync(new ReferralsTokenRequest(Scope, null, mayPrompt: true), caller.Token).AsTask();
        CancellationToken received = await cache.Writing.Task.WaitAsync(Patience, Cancellation);

        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(Patience, Cancellation));

        Assert.False(received.IsCancellationRequested);
    }

    private Task AdvanceAsync(int seconds)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        return Task.CompletedTask;
    }

    private AccessTokenProvider Provider() => new(Credential(), _time, NullLogger.Instance);

    private ReferralsCredential Credential() => ReferralsCredential.FromRefreshToken(
        Tenant, _client, "s", _store, "initial", new ReferralsCredentialOptions { HttpMessageHandler = _way, Time = _time });

    /// <summary>A store whose writes wait for a gate.</summary>
    private sealed class SlowStore : IRefreshTokenStore
    {
        private TaskCompletionSource _writing = New();
        private TaskCompletionSource<string> _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IgnoresCancellation { get; set; }

        public string? Token { get; private set; }

        public List<string> All { get; } = [];

        public TaskCompletionSource Gate { get; private set; } = New();

        public Task Writing => _writing.Task;

        /// <summary>Gets the last token that was written completely.</summary>
        public Task<string> Written => _written.Task;

        /// <summary>Gives later writes a gate of their own. Those that wait keep theirs.</summary>
        public void Next() => (Gate, _writing, _written) =
            (New(), New(), new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));

        public ValueTask<string?> ReadAsync(CancellationToken cancellationToken) => new(Token);

        public async ValueTask WriteAsync(string refreshToken, CancellationToken cancellationToken)
        {
            TaskCompletionSource<string> written = _written;
            _writing.TrySetResult();
            await Gate.Task.WaitAsync(IgnoresCancellation ? CancellationToken.None : cancellationToken).ConfigureAwait(false);
            lock (All)
            {
                Token = refreshToken;
                All.Add(refreshToken);
            }

            written.TrySetResult(refreshToken);
        }

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class SlowCache : IReferralsTokenCache
    {
        public TaskCompletionSource<CancellationToken> Writing { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ValueTask<byte[]?> ReadAsync(string key, CancellationToken cancellationToken) => new((byte[]?)null);

        public async ValueTask WriteAsync(string key, byte[] value, CancellationToken cancellationToken)
        {
            Writing.TrySetResult(cancellationToken);
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
        }
    }
}
