using System.Reflection;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>What users see of the emulator's package.</summary>
public sealed class PublicSurfaceTests
{
    private static readonly Assembly Emulator = typeof(ReferralsEmulator).Assembly;

    [Fact]
    public void The_emulator_names_its_own_types_and_those_of_the_BCL_only()
    {
        string[] leaks = PublicSurface.Leaks(Emulator);

        Assert.Empty(leaks);
    }

    [Fact]
    public void The_emulator_does_not_know_the_client()
    {
        Assert.DoesNotContain(Emulator.GetReferencedAssemblies(), assembly => assembly.Name == "PartnerCenter.Referrals");
    }

    [Fact]
    public void Every_public_type_lives_in_the_one_namespace_of_its_package_and_is_documented()
    {
        Assert.All(Emulator.GetExportedTypes(), type => Assert.Equal("PartnerCenter.Referrals.Emulator", type.Namespace));
        Assert.Empty(PublicSurface.Undocumented(Emulator));
    }
}
