using System.Reflection;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Caching.SqlServer;
using Microsoft.Extensions.Internal;
using Microsoft.Extensions.Options;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Tests that the entries of the token stores live for 90 days, whatever a cache does with options that say nothing.</summary>
public sealed class EntryLifetimeTests
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    private readonly Clock _clock = new();
    private readonly RecordingCache _cache;

    public EntryLifetimeTests() =>
        _cache = new RecordingCache(new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions { Clock = _clock })));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_cache_of_SQL_Server_keeps_a_refresh_token_for_90_days_and_not_for_20_minutes()
    {
        await new DistributedRefreshTokenStore(_cache, "key").WriteAsync("token", Cancellation);
        await new DistributedTokenCache(_cache).WriteAsync("key", [1], Cancellation);

        Assert.Equal(TimeSpan.FromMinutes(20), SqlServerOptionsFor(new DistributedCacheEntryOptions()).SlidingExpiration);
        Assert.All(
            _cache.EntryOptions.Select(SqlServerOptionsFor),
            options => Assert.Equal(
                (null, Lifetime, null),
                (options.SlidingExpiration, options.AbsoluteExpirationRelativeToNow, options.AbsoluteExpiration)));
        Assert.Equal(2, _cache.EntryOptions.Count);
    }

    [Fact]
    public async Task A_refresh_token_lives_for_90_days_from_its_last_write()
    {
        DistributedRefreshTokenStore store = new(_cache, "key");
        await store.WriteAsync("first", Cancellation);
        _clock.UtcNow += Lifetime - TimeSpan.FromMinutes(1);
        Assert.Equal("first", await store.ReadAsync(Cancellation));
        await store.WriteAsync("second", Cancellation);

        _clock.UtcNow += Lifetime - TimeSpan.FromMinutes(1);
        Assert.Equal("second", await store.ReadAsync(Cancellation));
        _clock.UtcNow += TimeSpan.FromMinutes(1);

        Assert.Null(await store.ReadAsync(Cancellation));
    }

    // The real cache decides here, before it connects to its database.
    private static DistributedCacheEntryOptions SqlServerOptionsFor(DistributedCacheEntryOptions given)
    {
        SqlServerCache cache = new(Options.Create(new SqlServerCacheOptions
        {
            ConnectionString = "Server=localhost",
            SchemaName = "dbo",
            TableName = "Tokens",
        }));
        object[] arguments = [given];
        typeof(SqlServerCache).GetMethod("GetOptions", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(cache, arguments);
        return (DistributedCacheEntryOptions)arguments[0];
    }

    private sealed class Clock : ISystemClock
    {
        public DateTimeOffset UtcNow { get; set; } = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }

    /// <summary>Records the options of each write.</summary>
    private sealed class RecordingCache(IDistributedCache cache) : IDistributedCache
    {
        public List<DistributedCacheEntryOptions> EntryOptions { get; } = [];

        public byte[]? Get(string key) => cache.Get(key);

        public Task<byte[]?> GetAsync(string key, CancellationToken token = default) => cache.GetAsync(key, token);

        public void Refresh(string key) => cache.Refresh(key);

        public Task RefreshAsync(string key, CancellationToken token = default) => cache.RefreshAsync(key, token);

        public void Remove(string key) => cache.Remove(key);

        public Task RemoveAsync(string key, CancellationToken token = default) => cache.RemoveAsync(key, token);

        public void Set(string key, byte[] value, DistributedCacheEntryOptions options) =>
            SetAsync(key, value, options, CancellationToken.None).GetAwaiter().GetResult();

        public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
        {
            EntryOptions.Add(options);
            return cache.SetAsync(key, value, options, token);
        }
    }
}
