using System.Collections.Concurrent;
using System.Text;
using Microsoft.Identity.Client;
using static PartnerCenter.Referrals.Tests.MockedEntra;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests the caller's token cache: its keys, and that its failures fail no call.</summary>
public sealed class SharedTokenCacheTests : IDisposable
{
    private readonly MockedEntra _entra = new();
    private readonly Cache _cache = new();
    private readonly SignalledTime _time = new();
    private readonly string _client = $"{Guid.NewGuid()}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _entra.Dispose();

    [Fact]
    public async Task Applications_and_users_are_shared_each_under_a_key_that_shows_no_secret()
    {
        _entra.GivesApp("of-the-app").GivesDeviceCode().GivesUser("of-the-user", user: "ben").GivesUser("of-the-token");

        Assert.Equal("of-the-app", (await AcquireAsync(App())).Token);
        Assert.Equal("of-the-user", (await AcquireAsync(Device())).Token);
        Assert.Equal("of-the-token", (await AcquireAsync(Refreshing())).Token);

        Assert.Equal("of-the-app", (await AcquireAsync(App())).Token);
        Assert.Equal("of-the-user", (await AcquireAsync(Device())).Token);
        Assert.Equal("of-the-token", (await AcquireAsync(Refreshing())).Token);
        string prefix = $"login.microsoftonline.com/{Tenant}/{_client}";
        Assert.Equal([$"{prefix}/app", $"{prefix}/user", $"{prefix}/user-"], _cache.Entries.Keys.Order().Select(WithoutHash));
        Assert.DoesNotContain(_cache.Entries.Keys, key => key.Contains("planted", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_token_that_can_be_challenged_is_kept_apart()
    {
        _entra.GivesApp("plain").GivesApp("ready");

        await AcquireAsync(App());
        await AcquireAsync(ReferralsCredential.FromClientSecret(Tenant, _client, "s", Options(isReady: true)));

        Assert.Equal(["app", "app-cp1"], _cache.Entries.Keys.Order().Select(key => key.Split('/')[^1]));
    }

    [Fact]
    public async Task What_another_node_has_renewed_is_taken_from_the_cache()
    {
        ReferralsCredential one = Refreshing(), other = Refreshing();
        _entra.GivesUser("first", "rotated").GivesUser("second", "rotated-again", lifetime: 7200);
        ReferralsAccessToken first = await AcquireAsync(one);
        Assert.Equal("first", (await AcquireAsync(other)).Token);
        await AcquireAsync(other, newerThan: first.ExpiresOn);

        Assert.Equal("second", (await AcquireAsync(one, newerThan: first.ExpiresOn)).Token);

        Assert.Equal(["initial-planted", "rotated"], _entra.Requests.Select(request => request.Form["refresh_token"]));
    }

    [Fact]
    public async Task A_cache_with_another_sign_in_than_the_stores_is_left_alone()
    {
        _entra.GivesUser("of-ada", "refresh-a").GivesUser("of-ben", "refresh-b", "ben");
        await AcquireAsync(Stored("refresh-a"));

        Assert.Equal("of-ben", (await AcquireAsync(Stored("refresh-b"))).Token);
        Assert.Equal("of-ada", (await AcquireAsync(Stored("refresh-a"))).Token);
        Assert.Equal(2, _entra.Requests.Count);
    }

    [Theory]
    [InlineData("planted garbage")]
    [InlineData("[]")]
    public async Task Unreadable_content_is_reported_and_replaced(string content)
    {
        _cache.Content = Encoding.UTF8.GetBytes(content);
        ReferralsCredential credential = App();
        _entra.GivesApp("token");

        Assert.Equal("token", (await AcquireAsync(credential)).Token);

        Assert.Null(credential.CacheFailure); // The failure is cleared when the cache works again.
        Assert.Contains("token", Encoding.UTF8.GetString(Assert.Single(_cache.Entries).Value), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Content_that_can_be_neither_read_nor_replaced_is_reported()
    {
        _cache.Content = "planted garbage"u8.ToArray();
        ReferralsCredential credential = App();
        _entra.GivesApp("token");
        await AcquireAsync(credential);
        _cache.Content = "planted garbage"u8.ToArray();

        await AcquireAsync(credential);

        Assert.Equal("its content cannot be read", credential.CacheFailure);
    }

    [Fact]
    public async Task A_cache_that_throws_fails_nobody_and_is_written_to_as_soon_as_it_can_be()
    {
        ReferralsCredential credential = App();
        _entra.GivesApp("token");
        _cache.Failure = new InvalidOperationException("planted");

        Assert.Equal("token", (await AcquireAsync(credential)).Token);
        Assert.Equal(nameof(InvalidOperationException), credential.CacheFailure);
        Assert.Equal("token", (await AcquireAsync(credential)).Token); // The token survives a failed write.
        _cache.Failure = null;
        await AcquireAsync(credential);

        Assert.Null(credential.CacheFailure);
        Assert.Single(_cache.Entries);
        Assert.Single(_entra.Requests);
    }

    [Fact]
    public async Task A_cache_that_hangs_is_waited_for_once_and_left_alone_for_a_minute()
    {
        ReferralsCredential credential = App();
        _entra.GivesApp("token");
        _cache.Hangs = true;
        Task<ReferralsAccessToken> call = AcquireAsync(credential);
        await _cache.Hanging.WaitAsync(Cancellation);
        _time.Advance(await _time.WaitStartedAsync(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2)));

        Assert.Equal("token", (await call).Token);
        Assert.Equal(("it did not respond in time", 1), (credential.CacheFailure, _cache.Accesses));
        Assert.True(await _cache.WasGivenUp.WaitAsync(Cancellation));
        _cache.Hangs = false;
        _time.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1));
        await AcquireAsync(credential);
        Assert.Equal(1, _cache.Accesses);

        _time.Advance(TimeSpan.FromTicks(1));
        await AcquireAsync(credential);
        Assert.Single(_cache.Entries);
    }

    [Theory]
    [InlineData(99, false)]
    [InlineData(100, true)]
    public async Task A_failure_that_was_slow_to_come_is_not_waited_for_again_soon(int milliseconds, bool isLeftAlone)
    {
        ReferralsCredential credential = App();
        _entra.GivesApp("token");
        _cache.Failure = new IOException("planted");
        _cache.Takes = () => _time.Advance(TimeSpan.FromMilliseconds(milliseconds));

        await AcquireAsync(credential); // Reads and writes the cache.
        _cache.Takes = null;
        await AcquireAsync(credential);

        Assert.Equal(isLeftAlone, _cache.Accesses == 1);
    }

    [Fact]
    public async Task Who_cancels_while_the_cache_is_read_has_cancelled()
    {
        using CancellationTokenSource caller = new();
        _cache.Takes = caller.Cancel;
        _cache.Failure = new IOException("planted");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => App().AcquireAsync(new ReferralsTokenRequest(Scope, null, mayPrompt: true), caller.Token).AsTask());

        Assert.Empty(_entra.Requests);
    }

    [Fact]
    public async Task What_another_node_has_removed_from_the_cache_is_not_used_any_more()
    {
        ReferralsCredential credential = App();
        _entra.GivesApp("first").GivesApp("second");
        await AcquireAsync(credential);

        _cache.Content = "{}"u8.ToArray();

        Assert.Equal("second", (await AcquireAsync(credential)).Token);
    }

    [Fact]
    public async Task A_user_who_has_signed_in_does_not_become_another_user_of_the_cache()
    {
        ReferralsCredential ofAda = Device();
        _entra.GivesDeviceCode().GivesUser("of-ada", "refresh-ada").GivesDeviceCode().GivesUser("of-ben", "refresh-ben", "ben")
            .GivesUser("of-ada-again", "refresh-ada-again");
        await AcquireAsync(ofAda);
        _cache.Content = "{}"u8.ToArray(); // The other node does not see the sign-in, and replaces it by its own.
        Assert.Equal("of-ben", (await AcquireAsync(Device())).Token);

        Assert.Equal("of-ada-again", (await AcquireAsync(ofAda)).Token);
        Assert.Equal("refresh-ada", _entra.Last["refresh_token"]);
    }

    [Fact]
    public async Task A_read_that_was_cancelled_is_no_empty_cache()
    {
        SharedTokenCache cache = new(_cache, "key", _time);
        TokenCacheNotificationArgs access = new(
            tokenCache: null, _client, account: null, hasStateChanged: false, isApplicationCache: true, "key", hasTokens: false,
            suggestedCacheExpiry: null, new CancellationToken(canceled: true));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cache.ReadAsync(access));

        Assert.Equal(0, _cache.Accesses);
    }

    [Fact]
    public void A_credential_of_many_users_takes_no_cache()
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(
            "options", () => ReferralsCredential.FromUserAssertion(Tenant, _client, "s", _ => new("assertion"), Options()));

        Assert.Contains("the cache would mix the users", refusal.Message, StringComparison.Ordinal);
    }

    private static string WithoutHash(string key) =>
        key.Split("/user-") is [string before, { Length: 16 } hash] && hash.All(char.IsAsciiHexDigitLower) ? before + "/user-" : key;

    private ReferralsCredential App() => ReferralsCredential.FromClientSecret(Tenant, _client, "planted", Options());

    private ReferralsCredential Refreshing() =>
        ReferralsCredential.FromRefreshToken(Tenant, _client, "planted", "initial-planted", Options());

    private ReferralsCredential Stored(string token) =>
        ReferralsCredential.FromRefreshToken(
            Tenant, _client, "planted", new CallbackRefreshTokenStore(_ => new(token), (_, _) => default), options: Options());

    private ReferralsCredential Device() => ReferralsCredential.FromDeviceCode(Tenant, _client, (_, _) => Task.CompletedTask, Options());

    private ReferralsCredentialOptions Options(bool isReady = false) =>
        new() { HttpMessageHandler = _entra, TokenCache = _cache, HandleClaimsChallenges = isReady, Time = _time };

    /// <summary>A cache in memory that fails, hangs or returns other content on request.</summary>
    private sealed class Cache : IReferralsTokenCache
    {
        private readonly TaskCompletionSource _hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<bool> _givenUp = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentDictionary<string, byte[]> Entries { get; } = [];

        public byte[]? Content { get; set; }

        public Exception? Failure { get; set; }

        public Action? Takes { get; set; }

        public bool Hangs { get; set; }

        public int Accesses { get; private set; }

        public Task Hanging => _hanging.Task;

        public Task<bool> WasGivenUp => _givenUp.Task;

        public async ValueTask<byte[]?> ReadAsync(string key, CancellationToken cancellationToken)
        {
            await AccessAsync(cancellationToken);
            return Content ?? Entries.GetValueOrDefault(key);
        }

        public async ValueTask WriteAsync(string key, byte[] value, CancellationToken cancellationToken)
        {
            await AccessAsync(cancellationToken);
            Entries[key] = value;
            Content = null;
        }

        private async Task AccessAsync(CancellationToken cancellationToken)
        {
            Accesses++;
            Takes?.Invoke();
            if (Hangs)
            {
                await using CancellationTokenRegistration registration = cancellationToken.Register(() => _givenUp.TrySetResult(true));
                _hanging.TrySetResult();
                await new TaskCompletionSource().Task; // Ignores cancellation.
            }

            if (Failure is not null)
            {
                throw Failure;
            }
        }
    }
}
