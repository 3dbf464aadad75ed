using System.Reflection;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>What users see of the package with the distributed token caches.</summary>
public sealed class CachingSurfaceTests
{
    private static readonly Assembly Client = typeof(ReferralsClient).Assembly;
    private static readonly Assembly Caching = typeof(DistributedTokenCache).Assembly;

    [Fact]
    public void Of_caching_only_the_client_and_the_abstraction_of_a_cache_are_named()
    {
        string[] leaks = PublicSurface.Leaks(Caching, Client.GetName().Name!, "Microsoft.Extensions.Caching.Abstractions");

        Assert.Empty(leaks);
        // The walk sees what it is for: not allowed, the cache is a leak.
        Assert.Contains(PublicSurface.Leaks(Caching, Client.GetName().Name!), leak => leak.Contains("IDistributedCache", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_public_type_lives_in_the_one_namespace_of_its_package_and_is_documented()
    {
        Assert.All(Caching.GetExportedTypes(), type => Assert.Equal("PartnerCenter.Referrals", type.Namespace));
        Assert.Empty(PublicSurface.Undocumented(Caching));
    }
}
