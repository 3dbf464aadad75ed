using System.Reflection;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests what users see of the emulator's package.</summary>
public sealed class PublicSurfaceTests
{
    private static readonly Assembly Emulator = typeof(ReferralsEmulator).Assembly;

    [Fact]
    public void The_emulator_exposes_only_its_own_types_and_the_BCL()
    {
        string[] leaks = PublicSurface.Leaks(Emulator);

        Assert.Empty(leaks);
    }

    [Fact]
    public void The_emulator_does_not_reference_the_client()
    {
        Assert.DoesNotContain(Emulator.GetReferencedAssemblies(), assembly => assembly.Name == "PartnerCenter.Referrals");
    }

    [Fact]
    public void Every_public_type_is_in_the_packages_namespace_and_documented()
    {
        Assert.All(Emulator.GetExportedTypes(), type => Assert.Equal("PartnerCenter.Referrals.Emulator", type.Namespace));
        Assert.Empty(PublicSurface.Undocumented(Emulator));
    }
}
