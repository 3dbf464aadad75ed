using System.Reflection;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.Tests;

/// <summary>What users see of the two packages beside the client's.</summary>
public sealed class OtherPackagesTests
{
    private static readonly Assembly Client = typeof(ReferralsClient).Assembly;
    private static readonly Assembly Caching = typeof(DistributedTokenCache).Assembly;
    private static readonly Assembly Emulator = typeof(ReferralsEmulator).Assembly;

    [Fact]
    public void Of_caching_only_the_client_and_the_abstraction_of_a_cache_are_named()
    {
        string[] leaks = PublicSurface.Leaks(Caching, Client.GetName().Name!, "Microsoft.Extensions.Caching.Abstractions");

        Assert.Empty(leaks);
        // The walk sees what it is for: not allowed, the cache is a leak.
        Assert.Contains(PublicSurface.Leaks(Caching, Client.GetName().Name!), leak => leak.Contains("IDistributedCache", StringComparison.Ordinal));
    }

    [Fact]
    public void The_emulator_names_its_own_types_and_those_of_the_BCL_only()
    {
        string[] leaks = PublicSurface.Leaks(Emulator);

        Assert.Empty(leaks);
    }

    [Fact]
    public void The_emulator_does_not_know_the_client()
    {
        Assert.DoesNotContain(Emulator.GetReferencedAssemblies(), assembly => assembly.Name == Client.GetName().Name);
    }

    [Fact]
    public void Every_public_type_lives_in_the_one_namespace_of_its_package_and_is_documented()
    {
        Assert.All(Caching.GetExportedTypes(), type => Assert.Equal("PartnerCenter.Referrals", type.Namespace));
        Assert.All(Emulator.GetExportedTypes(), type => Assert.Equal("PartnerCenter.Referrals.Emulator", type.Namespace));
        Assert.Empty(PublicSurface.Undocumented(Caching));
        Assert.Empty(PublicSurface.Undocumented(Emulator));
    }
}
