using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Tests the adapters over a distributed cache in memory.</summary>
public sealed class DistributedCacheTests
{
    private readonly MemoryDistributedCache _cache = new(Options.Create(new MemoryDistributedCacheOptions()));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Bad_arguments_are_refused_by_name()
    {
        Assert.Equal("cache", Assert.Throws<ArgumentNullException>(() => new DistributedTokenCache(null!)).ParamName);
        Assert.Equal(
            "unprotect", Assert.Throws<ArgumentException>(() => new DistributedTokenCache(_cache, protect: content => content)).ParamName);
        Assert.Equal(
            "protect", Assert.Throws<ArgumentException>(() => new DistributedTokenCache(_cache, unprotect: content => content)).ParamName);
        Assert.Equal("key", Assert.ThrowsAny<ArgumentException>(() => new DistributedRefreshTokenStore(_cache, " ")).ParamName);
        Assert.Equal(
            "unprotect",
            Assert.Throws<ArgumentException>(() => new DistributedRefreshTokenStore(_cache, "key", content => content)).ParamName);
    }

    [Fact]
    public async Task Failing_protection_functions_are_reported_as_the_callers_error()
    {
        await _cache.SetAsync("key", [1, 2, 3], Cancellation);
        DistributedRefreshTokenStore store = new(_cache, "key", content => content, _ => throw new InvalidOperationException("key ring"));
        ReferralsCredential credential = ReferralsCredential.FromRefreshToken("tenant", "client", "secret", store);

        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => credential.AcquireAsync(
                new ReferralsTokenRequest(AccessTokenProvider.Scope, null, mayPrompt: true), Cancellation).AsTask());

        Assert.False(failure.IsTransient);
        Assert.IsType<InvalidOperationException>(failure.InnerException);
    }

    [Fact]
    public async Task A_store_with_foreign_content_is_refused_without_showing_the_content()
    {
        await _cache.SetAsync("key", "planted with blanks"u8.ToArray(), Cancellation);
        ReferralsCredential credential = ReferralsCredential.FromRefreshToken(
            "tenant", "client", "secret", new DistributedRefreshTokenStore(_cache, "key"), "planted-initial");

        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => credential.AcquireAsync(
                new ReferralsTokenRequest(AccessTokenProvider.Scope, null, mayPrompt: true), Cancellation).AsTask());

        Assert.Contains("a value that is not a refresh token", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", failure.ToString(), StringComparison.Ordinal);
    }
}
