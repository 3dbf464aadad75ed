using System.Diagnostics;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging.Abstractions;
using static PartnerCenter.Referrals.Tests.MockedEntra;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that a callback that hangs once and ignores its cancellation is left behind, and that the next call asks again.</summary>
public sealed class HungCallbackTests : IDisposable
{
    private const int Lifetime = 140_000_000; // MSAL uses this machine's clock, and no token that lives for five years.
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30); // Ends a test that hangs.

    private readonly MockedEntra _entra = new();
    private readonly InterruptedEntra _way;
    private readonly SignalledTime _time = new();
    private readonly HungOnce _hung = new();
    private readonly string _client = $"{Guid.NewGuid()}";

    public HungCallbackTests() => _way = new InterruptedEntra(_entra);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ReferralsCredentialOptions Options => new() { HttpMessageHandler = _way, Time = _time };

    public void Dispose()
    {
        _hung.End();
        _way.Dispose();
    }

    [Theory]
    [InlineData(HungOnce.Hang.Waits)]
    [InlineData(HungOnce.Hang.BlocksItsThread)]
    [InlineData(HungOnce.Hang.BlocksItsCancellation)]
    public async Task A_token_provider_that_hangs_once_is_asked_again(HungOnce.Hang hang)
    {
        ReferralsCredential credential = ReferralsCredential.FromTokenProvider(async (_, cancellationToken) =>
        {
            await _hung.RunAsync(hang, cancellationToken);
            return new ReferralsAccessToken($"token-{_hung.Calls}", DateTimeOffset.MaxValue);
        });

        Assert.Equal("token-2", (await FailsOnceAsync(credential)).Parameter);
    }

    [Theory]
    [InlineData(HungOnce.Hang.Waits)]
    [InlineData(HungOnce.Hang.BlocksItsThread)]
    public async Task A_refresh_token_store_whose_read_hangs_once_is_read_again(HungOnce.Hang hang)
    {
        _entra.GivesUser("token", lifetime: Lifetime);
        CallbackRefreshTokenStore store = new(
            async cancellationToken =>
            {
                await _hung.RunAsync(hang, cancellationToken);
                return "stored";
            },
            (_, _) => default);

        Assert.Equal("token", (await FailsOnceAsync(Stored(store))).Parameter);
        Assert.Single(_entra.Requests); // The read that was left behind leads to no request.
    }

    [Fact]
    public async Task A_named_pipe_as_the_file_of_the_refresh_token_hangs_only_the_first_call()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no named pipes in the file system.");
        string folder = Directory.CreateTempSubdirectory("referrals-").FullName;
        string path = Path.Combine(folder, "refresh-token");
        using (Process make = Process.Start("mkfifo", path))
        {
            await make.WaitForExitAsync(Cancellation);
        }

        _entra.GivesUser("token", lifetime: Lifetime);
        using AccessTokenProvider provider = new(Stored(new FileRefreshTokenStore(path)), _time, NullLogger.Instance);
        Task first = provider.GetAsync(Cancellation).AsTask();
        _time.Advance(await _time.WaitStartedAsync(Minute, Minute));
        await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => first.WaitAsync(Patience, Cancellation));
        string moved = path + ".old";
        File.Move(path, moved);
        await File.WriteAllTextAsync(path, "stored", Cancellation);

        Assert.Equal("token", (await provider.GetAsync(Cancellation).AsTask().WaitAsync(Patience, Cancellation)).Parameter);

        // Releases the thread that still opens the pipe. A writer alone would wait if that thread was too late to open it.
        using (FileStream writer = new(moved, FileMode.Open, FileAccess.ReadWrite))
        {
        }

        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("assertion")]
    [InlineData("user assertion")]
    public async Task An_assertion_callback_that_hangs_once_is_asked_again(string kind)
    {
        async ValueTask<string> Assertion(CancellationToken cancellationToken)
        {
            await _hung.RunAsync(HungOnce.Hang.BlocksItsThread, cancellationToken);
            return "assertion";
        }

        _ = kind == "assertion" ? _entra.GivesApp("token", Lifetime) : _entra.GivesUser("token", lifetime: Lifetime);

        Assert.Equal("token", (await FailsOnceAsync(kind == "assertion"
            ? ReferralsCredential.FromAssertion(Tenant, _client, Assertion, Options)
            : ReferralsCredential.FromUserAssertion(Tenant, _client, "s", Assertion, Options))).Parameter);
    }

    [Theory]
    [InlineData(HungOnce.Hang.Waits)]
    [InlineData(HungOnce.Hang.BlocksItsThread)]
    public async Task A_prompt_that_hangs_once_is_shown_again(HungOnce.Hang hang)
    {
        _entra.GivesDeviceCode().GivesDeviceCode().GivesUser("token", lifetime: Lifetime);

        Assert.Equal("token", (await FailsOnceAsync(
            ReferralsCredential.FromDeviceCode(
                Tenant, _client, (_, cancellationToken) => _hung.RunAsync(hang, cancellationToken), Options),
            TimeSpan.FromMinutes(15))).Parameter);
    }

    [Fact]
    public async Task A_browser_that_hangs_while_it_is_opened_is_opened_again()
    {
        _entra.GivesUser("token", lifetime: Lifetime);

        Assert.Equal("token", (await FailsOnceAsync(
            ReferralsCredential.FromBrowser(
                Tenant,
                _client,
                async address =>
                {
                    await _hung.RunAsync(HungOnce.Hang.BlocksItsThread, CancellationToken.None);
                    _ = Browser.RedirectAsync(address, Cancellation);
                },
                Options),
            TimeSpan.FromMinutes(15))).Parameter);
    }

    [Fact]
    public async Task A_token_cache_whose_cancellation_blocks_delays_no_call()
    {
        HungCache cache = new(_hung);
        ReferralsCredential credential = ReferralsCredential.FromClientSecret(
            Tenant, _client, "s", new ReferralsCredentialOptions { HttpMessageHandler = _way, TokenCache = cache, Time = _time });
        _entra.GivesApp("token", Lifetime);

        Task<ReferralsAccessToken> call = AcquireAsync(credential);
        await _hung.Hanging.WaitAsync(Patience, Cancellation);
        _time.Advance(await _time.WaitStartedAsync(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2)));

        Assert.Equal("token", (await call.WaitAsync(Patience, Cancellation)).Token);
    }

    [Fact]
    public async Task A_late_token_does_not_replace_a_newer_one()
    {
        TaskCompletionSource<ReferralsAccessToken> late = new(); // Its continuations run before SetResult returns.
        int calls = 0;
        using AccessTokenProvider provider = new(
            ReferralsCredential.FromTokenProvider(
                (_, _) => ++calls == 1 ? new(late.Task) : new(new ReferralsAccessToken("second", DateTimeOffset.MaxValue))),
            _time, NullLogger.Instance);
        Task first = provider.GetAsync(Cancellation).AsTask();
        _time.Advance(await _time.WaitStartedAsync(Minute, Minute));
        await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => first.WaitAsync(Patience, Cancellation));
        Assert.Equal("second", (await provider.GetAsync(Cancellation).AsTask().WaitAsync(Patience, Cancellation)).Parameter);

        late.SetResult(new ReferralsAccessToken("late", DateTimeOffset.MaxValue));

        Assert.Equal("second", (await provider.GetAsync(Cancellation)).Parameter);
    }

    [Fact]
    public async Task What_hangs_does_not_pile_up_and_is_still_asked_again_after_a_while()
    {
        TaskCompletionSource hangs = new(TaskCreationOptions.RunContinuationsAsynchronously);
        LimitedWait wait = new(_time);
        int runs = 0;
        for (int i = 0; i < 10; i++)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(HangsAsync);
        }

        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(HangsAsync);
        Assert.True(refusal.IsTransient);
        Assert.Equal("10 earlier token requests hang and ignore their cancellation.", refusal.Finding);
        Assert.Equal("Find out which callback, store or handler of the credential does not return.", refusal.NextStep);
        Assert.Equal($"{refusal.Finding} {refusal.NextStep}", refusal.Message);
        Assert.Equal(10, runs);
        _time.Advance(TimeSpan.FromMinutes(10));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(HangsAsync);
        await Assert.ThrowsAsync<ReferralsAuthenticationException>(HangsAsync);
        Assert.Equal(11, runs);

        hangs.SetResult();
        while (await Record.ExceptionAsync(() => wait.RunAsync(_ => Task.FromResult(true), Cancellation)) is not null)
        {
            await Task.Yield();
        }

        async Task HangsAsync()
        {
            using CancellationTokenSource limit = new();
            await wait.RunAsync(
                async _ =>
                {
                    runs++;
                    await limit.CancelAsync();
                    await hangs.Task;
                    return true;
                },
                limit.Token);
        }
    }

    [Fact]
    public async Task A_wait_that_was_cancelled_before_it_began_starts_nothing_that_could_hang()
    {
        LimitedWait wait = new(_time);
        TaskCompletionSource<bool> hangs = new();
        for (int i = 0; i < 10; i++)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => wait.RunAsync(_ => hangs.Task, new CancellationToken(canceled: true)));
        }

        Assert.True(await wait.RunAsync(_ => Task.FromResult(true), Cancellation)); // Ten runs that hang would keep it from starting.
    }

    private async Task<AuthenticationHeaderValue> FailsOnceAsync(ReferralsCredential credential, TimeSpan? limit = null)
    {
        using AccessTokenProvider provider = new(credential, _time, NullLogger.Instance);
        Task first = provider.GetAsync(Cancellation).AsTask();
        await _hung.Hanging.WaitAsync(Patience, Cancellation);
        _time.Advance(await _time.WaitStartedAsync(limit ?? Minute, limit ?? Minute));
        Assert.True(
            (await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => first.WaitAsync(Patience, Cancellation))).IsTransient);

        return await provider.GetAsync(Cancellation).AsTask().WaitAsync(Patience, Cancellation);
    }

    private ReferralsCredential Stored(IRefreshTokenStore store) =>
        ReferralsCredential.FromRefreshToken(Tenant, _client, "s", store, options: Options);

    private sealed class HungCache(HungOnce hung) : IReferralsTokenCache
    {
        public async ValueTask<byte[]?> ReadAsync(string key, CancellationToken cancellationToken)
        {
            await hung.RunAsync(HungOnce.Hang.BlocksItsCancellation, cancellationToken).ConfigureAwait(false);
            return null;
        }

        public ValueTask WriteAsync(string key, byte[] value, CancellationToken cancellationToken) => default;
    }
}
