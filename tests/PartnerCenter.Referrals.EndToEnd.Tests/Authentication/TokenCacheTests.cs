using System.Text;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>A sign-in that several processes share, and a cache that fails without failing anybody.</summary>
public sealed class TokenCacheTests : IAsyncDisposable
{
    private readonly InMemoryTokenCache _cache = new();

    // On a busy machine the cache of a test must not count as slow.
    private readonly SignalledTime _stillTime = new();
    private ReferralsEmulator? _emulator;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ReferralsEmulator Emulator => _emulator!;

    private int TokenRequests => Emulator.Requests.Count(request => request.IsTokenRequest);

    [Fact]
    public async Task Two_processes_with_one_setting_share_a_token_and_its_renewal()
    {
        await StartAsync();
        ReferralsCredential one = Refreshing(), other = Refreshing();

        ReferralsAccessToken first = await AcquireAsync(one);
        Assert.Equal(first.Token, (await AcquireAsync(other)).Token);
        ReferralsAccessToken renewed = await AcquireAsync(other, newerThan: first.ExpiresOn);
        Assert.Equal(2, TokenRequests);

        // By the other's renewal the first token is outlived by seconds at least, as the library counts them.
        Assert.Equal(renewed.Token, (await AcquireAsync(one)).Token);
        Assert.Equal(2, TokenRequests);
        Assert.All(Emulator.Requests, request => Assert.Equal(200, request.StatusCode));
    }

    [Fact]
    public async Task Two_processes_with_one_store_share_a_token()
    {
        await StartAsync();
        InMemoryRefreshTokenStore store = new(Emulator.RefreshToken);

        ReferralsAccessToken first = await AcquireAsync(Stored(store));

        Assert.Equal(first.Token, (await AcquireAsync(Stored(store))).Token);
        Assert.Equal((1, 1), (TokenRequests, store.Writes));
    }

    [Fact]
    public async Task A_cache_with_the_sign_in_of_another_user_is_not_used()
    {
        await StartAsync(new());
        await AcquireAsync(Stored(new InMemoryRefreshTokenStore(Emulator.RefreshToken)));
        InMemoryRefreshTokenStore other = new(await AnotherSignInAsync());

        await AcquireAsync(Stored(other));
        await AcquireAsync(Refreshing());

        Assert.Equal(4, TokenRequests); // One each, and one to come by the other refresh token.
        Assert.Equal(2, _cache.Entries.Count);
    }

    [Fact]
    public async Task An_app_and_a_user_share_one_cache_without_mixing_tokens()
    {
        await StartAsync(new() { AllowAppOnlyTokens = true });
        ReferralsCredential App() => ReferralsCredential.FromClientSecret(
            Emulator.TenantId, Emulator.ClientId, Emulator.ClientSecret, Options());

        ReferralsAccessToken app = await AcquireAsync(App());
        ReferralsAccessToken user = await AcquireAsync(Refreshing());

        Assert.NotEqual(app.Token, user.Token);
        Assert.Equal(app.Token, (await AcquireAsync(App())).Token);
        Assert.Equal(user.Token, (await AcquireAsync(Refreshing())).Token);
        Assert.NotEqual(app.Token, (await AcquireAsync(App(), newerThan: app.ExpiresOn)).Token);
        Assert.Equal(3, TokenRequests);
    }

    [Fact]
    public async Task A_user_who_signed_in_in_one_process_is_not_prompted_in_another()
    {
        await StartAsync(new() { PublicClient = true, CompleteDeviceCodesImmediately = true });
        int prompts = 0;
        ReferralsCredential Device() => ReferralsCredential.FromDeviceCode(
            Emulator.TenantId,
            Emulator.ClientId,
            (_, _) =>
            {
                prompts++;
                return Task.CompletedTask;
            },
            Options());

        ReferralsAccessToken first = await AcquireAsync(Device());

        Assert.Equal(first.Token, (await AcquireAsync(Device())).Token);
        Assert.Equal(1, prompts);
    }

    [Theory]
    [InlineData("planted garbage")]
    [InlineData("[]")]
    [InlineData("{\"AccessToken\":5,\"RefreshToken\":[\"planted\"]}")]
    [InlineData("{\"RefreshToken\":{\"a\":7}}")]
    public async Task Unreadable_cache_content_is_replaced(string content)
    {
        await StartAsync(new());
        ReferralsAccessToken first = await AcquireAsync(Refreshing());
        string key = Assert.Single(_cache.Entries.Keys);
        _cache.Entries[key] = Encoding.UTF8.GetBytes(content);

        ReferralsAccessToken second = await AcquireAsync(Refreshing());

        Assert.NotEqual(first.Token, second.Token);
        Assert.Equal(second.Token, (await AcquireAsync(Refreshing())).Token);
        Assert.Equal(2, TokenRequests);
    }

    [Fact]
    public async Task A_cache_key_names_the_application_and_no_secret()
    {
        await StartAsync();

        await AcquireAsync(Refreshing());

        string key = Assert.Single(_cache.Entries.Keys);
        Assert.StartsWith($"login.microsoftonline.com/{Emulator.TenantId}/{Emulator.ClientId}/user-", key, StringComparison.Ordinal);
        Assert.DoesNotContain(Emulator.RefreshToken[..8], key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_throwing_cache_fails_no_call_and_is_reported_by_the_diagnosis()
    {
        await StartAsync();
        _cache.Failure = new InvalidOperationException("planted@example.com");
        using ReferralsClient client = Deals.ClientOf(Emulator, options => options.Credential = Refreshing());

        await client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation);
        ReferralsDiagnosis diagnosis = await client.DiagnoseAsync(cancellationToken: Cancellation);

        DiagnosisCheck check = diagnosis.Checks.Single(one => one.Name == "token");
        Assert.Equal(DiagnosisOutcome.Unclear, check.Outcome);
        Assert.Contains("the token cache failed (InvalidOperationException)", check.Finding, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", diagnosis.ToString(), StringComparison.Ordinal);

        _cache.Failure = null;
        Assert.True(
            (await client.DiagnoseAsync(cancellationToken: Cancellation)).Checks.All(one => one.Outcome == DiagnosisOutcome.Passed));
    }

    [Fact]
    public async Task A_hanging_cache_is_waited_for_once_and_then_skipped_for_a_minute()
    {
        await StartAsync();
        SignalledTime time = new();
        _cache.Hangs = true;
        ReferralsCredential credential = Refreshing(time);

        Task<ReferralsAccessToken> call = AcquireAsync(credential);
        await _cache.Hanging.WaitAsync(Cancellation);
        time.Advance(await time.WaitStartedAsync(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2)));
        ReferralsAccessToken first = await call;
        Assert.Equal(1, _cache.Accesses);
        await AcquireAsync(credential, newerThan: first.ExpiresOn);
        Assert.Equal(1, _cache.Accesses);

        _cache.Hangs = false;
        time.Advance(TimeSpan.FromMinutes(1));
        await AcquireAsync(credential, newerThan: first.ExpiresOn);

        Assert.Single(_cache.Entries);
        Assert.All(Emulator.Requests, request => Assert.Equal(200, request.StatusCode)); // What could not be written was not lost.
    }

    [Fact]
    public async Task A_slowly_failing_cache_is_waited_for_once()
    {
        await StartAsync();
        SignalledTime time = new();
        _cache.Hangs = true;

        Task<ReferralsAccessToken> call = AcquireAsync(Refreshing(time));
        await _cache.Hanging.WaitAsync(Cancellation);
        time.Advance(TimeSpan.FromSeconds(1));
        _cache.EndHanging(new IOException("no connection became available"));
        await call;

        Assert.Equal(1, _cache.Accesses); // And not a second time for the write.
    }

    [Fact]
    public void A_credential_for_many_users_accepts_no_cache() => Assert.Equal("options", Assert.Throws<ArgumentException>(() =>
        ReferralsCredential.FromUserAssertion(
            "tenant", "client", "secret", _ => new("assertion"), new ReferralsCredentialOptions { TokenCache = _cache })).ParamName);

    public async ValueTask DisposeAsync()
    {
        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }
    }

    private async Task StartAsync(ReferralsEmulatorOptions? options = null) =>
        _emulator = await ReferralsEmulator.StartAsync(options ?? new() { RefreshTokensAreSingleUse = true }, Cancellation);

    private static async Task<ReferralsAccessToken> AcquireAsync(ReferralsCredential credential, DateTimeOffset? newerThan = null) =>
        await credential.AcquireAsync(new ReferralsTokenRequest(AccessTokenProvider.Scope, newerThan, mayPrompt: true), Cancellation);

    /// <summary>A refresh token of a sign-in that has nothing to do with the first.</summary>
    private async Task<string> AnotherSignInAsync()
    {
        InMemoryRefreshTokenStore store = new(Emulator.RefreshToken);
        await AcquireAsync(ReferralsCredential.FromRefreshToken(
            Emulator.TenantId, Emulator.ClientId, Emulator.ClientSecret, store, options: Deals.SignIn(Emulator)));
        return store.Token!;
    }

    private ReferralsCredential Refreshing(TimeProvider? time = null) => ReferralsCredential.FromRefreshToken(
        Emulator.TenantId, Emulator.ClientId, Emulator.ClientSecret, Emulator.RefreshToken, Options(time));

    private ReferralsCredential Stored(IRefreshTokenStore store) => ReferralsCredential.FromRefreshToken(
        Emulator.TenantId, Emulator.ClientId, Emulator.ClientSecret, store, options: Options());

    private ReferralsCredentialOptions Options(TimeProvider? time = null) =>
        new() { HttpMessageHandler = Emulator.CreateEntraHandler(), TokenCache = _cache, Time = time ?? _stillTime };
}
