using System.Reflection;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Tests the public surface of the package with the distributed token caches.</summary>
public sealed class CachingSurfaceTests
{
    private static readonly Assembly Client = typeof(ReferralsClient).Assembly;
    private static readonly Assembly Caching = typeof(DistributedTokenCache).Assembly;

    [Fact]
    public void The_caching_package_exposes_only_the_client_and_the_cache_abstraction()
    {
        string[] leaks = PublicSurface.Leaks(Caching, Client.GetName().Name!, "Microsoft.Extensions.Caching.Abstractions");

        Assert.Empty(leaks);
        // Without the allowance, the check reports IDistributedCache.
        Assert.Contains(
            PublicSurface.Leaks(Caching, Client.GetName().Name!), leak => leak.Contains("IDistributedCache", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_public_type_is_in_the_packages_namespace_and_documented()
    {
        Assert.All(Caching.GetExportedTypes(), type => Assert.Equal("PartnerCenter.Referrals", type.Namespace));
        Assert.Empty(PublicSurface.Undocumented(Caching));
    }
}
