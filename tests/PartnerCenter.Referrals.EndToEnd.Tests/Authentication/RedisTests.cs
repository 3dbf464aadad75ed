using System.Diagnostics;
using Microsoft.Extensions.Caching.StackExchangeRedis;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Tests separate processes that share one sign-in in a real Redis.</summary>
public sealed class RedisTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_processes_share_one_sign_in()
    {
        await using RedisServer redis = await RedisServer.StartAsync(Cancellation);
        // Each refresh token works once, so a process that did not share would fail.
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(
            new() { RefreshTokensAreSingleUse = true }, Cancellation);
        emulator.Seed(3, 1);

        string first = await RunNodeAsync(emulator, redis.Configuration);
        string second = await RunNodeAsync(emulator, redis.Configuration);

        Assert.StartsWith("3 referrals, bearer ", first, StringComparison.Ordinal);
        Assert.Equal(first, second);
        Assert.Single(emulator.Requests, request => request.IsTokenRequest);
    }

    [Fact]
    public async Task Processes_that_start_together_all_sign_in()
    {
        await using RedisServer redis = await RedisServer.StartAsync(Cancellation);
        // Old tokens keep working, as with Entra.
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(cancellationToken: Cancellation);
        emulator.Seed(3, 1);

        string[] together = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => RunNodeAsync(emulator, redis.Configuration)));
        string later = await RunNodeAsync(emulator, redis.Configuration);

        Assert.All([.. together, later], output => Assert.StartsWith("3 referrals", output, StringComparison.Ordinal));
        Assert.InRange(emulator.Requests.Count(request => request.IsTokenRequest), 1, 4);
    }

    [Fact]
    public async Task An_unreachable_Redis_fails_only_the_call_that_needs_the_token_store()
    {
        RedisServer redis = await RedisServer.StartAsync(Cancellation);
        using RedisCache cache = new(new RedisCacheOptions { Configuration = redis.Configuration });
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(
            new() { RefreshTokensAreSingleUse = true }, Cancellation);
        ReferralsCredentialOptions options =
            new() { HttpMessageHandler = emulator.CreateEntraHandler(), TokenCache = new DistributedTokenCache(cache) };
        using ReferralsClient before = Deals.ClientOf(emulator, client => client.Credential = ReferralsCredential.FromRefreshToken(
            emulator.TenantId, emulator.ClientId, emulator.ClientSecret, new DistributedRefreshTokenStore(cache, "store"),
            emulator.RefreshToken, options));
        await before.CreateAsync(Deals.CoSell, cancellationToken: Cancellation);
        await redis.DisposeAsync();

        await before.CreateAsync(Deals.CoSell, cancellationToken: Cancellation); // Now the client has a token.
        using ReferralsClient cached = Deals.ClientOf(emulator, client => client.Credential = ReferralsCredential.FromClientSecret(
            emulator.TenantId, emulator.ClientId, emulator.ClientSecret, options));
        ReferralsDiagnosis diagnosis = await cached.DiagnoseAsync(cancellationToken: Cancellation);
        using ReferralsClient stored = Deals.ClientOf(emulator, client =>
        {
            client.MaxAttempts = 1;
            client.Credential = ReferralsCredential.FromRefreshToken(
                emulator.TenantId, emulator.ClientId, emulator.ClientSecret, new DistributedRefreshTokenStore(cache, "store"),
                options: options);
        });
        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => stored.CreateAsync(Deals.CoSell, cancellationToken: Cancellation));

        DiagnosisCheck token = diagnosis.Checks.Single(check => check.Name == "token");
        Assert.Contains("the token cache failed", token.Finding, StringComparison.Ordinal);
        Assert.True(failure.IsTransient);
        Assert.Contains("cache that holds the refresh token failed", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_written_is_encrypted_by_the_callers_functions()
    {
        await using RedisServer redis = await RedisServer.StartAsync(Cancellation);
        using RedisCache cache = new(new RedisCacheOptions { Configuration = redis.Configuration });
        DistributedTokenCache tokens = new(cache, Flipped, Flipped);
        DistributedRefreshTokenStore store = new(cache, "store", Flipped, Flipped);

        Assert.Null(await tokens.ReadAsync("key", Cancellation));
        Assert.Null(await store.ReadAsync(Cancellation));
        await tokens.WriteAsync("key", "planted"u8.ToArray(), Cancellation);
        await store.WriteAsync("planted", Cancellation);

        Assert.Equal("planted"u8.ToArray(), await tokens.ReadAsync("key", Cancellation));
        Assert.Equal("planted", await store.ReadAsync(Cancellation));
        Assert.Equal(Flipped("planted"u8.ToArray()), await cache.GetAsync("PartnerCenter.Referrals/key", Cancellation));
        Assert.Equal(Flipped("planted"u8.ToArray()), await cache.GetAsync("store", Cancellation));

        static byte[] Flipped(byte[] content) => [.. content.Select(one => (byte)~one)];
    }

    private static async Task<string> RunNodeAsync(ReferralsEmulator emulator, string redis)
    {
        using Process process = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "PartnerCenter.Referrals.TokenCacheTestHost.dll"),
                emulator.Endpoint.OriginalString, emulator.TenantId, emulator.ClientId, emulator.ClientSecret, emulator.RefreshToken, redis,
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync(Cancellation);
        string output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);

        Assert.Equal("", await errors);
        return output;
    }
}
