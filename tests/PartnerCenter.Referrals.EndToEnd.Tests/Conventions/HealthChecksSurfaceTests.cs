using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Tests the public surface of the package with the health check.</summary>
public sealed class HealthChecksSurfaceTests
{
    private static readonly Assembly Package = typeof(PartnerCenterReferralsHealthChecksBuilderExtensions).Assembly;

    [Fact]
    public void The_health_check_package_exposes_only_the_health_check_abstractions()
    {
        string[] leaks = PublicSurface.Leaks(
            Package, "Microsoft.Extensions.Diagnostics.HealthChecks", "Microsoft.Extensions.Diagnostics.HealthChecks.Abstractions");

        Assert.Empty(leaks);
        // Without the allowance, the check reports HealthStatus.
        Assert.Contains(PublicSurface.Leaks(Package), leak => leak.Contains("HealthStatus", StringComparison.Ordinal));
    }

    [Fact]
    public void The_health_check_package_has_one_documented_extension_method()
    {
        Type type = Assert.Single(Package.GetExportedTypes());

        Assert.Equal("Microsoft.Extensions.DependencyInjection", type.Namespace);
        Assert.Single(type.GetMethods(BindingFlags.Public | BindingFlags.Static));
        Assert.Empty(PublicSurface.Undocumented(Package));
    }
}
