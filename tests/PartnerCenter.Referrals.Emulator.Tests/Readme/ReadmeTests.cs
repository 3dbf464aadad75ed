using System.Reflection;

namespace PartnerCenter.Referrals.Tests.Readme;

/// <summary>What the README shows is compiled, and mostly run, in the other sources of this folder.</summary>
public sealed class ReadmeTests
{
    public static TheoryData<string> RegionNames => [.. ReadmeText.Regions().Keys];

    [Fact]
    public void Each_CSharp_block_is_a_region_of_a_compiled_source()
    {
        IReadOnlyList<string> blocks = ReadmeText.Blocks("csharp");
        HashSet<string> regions = [.. ReadmeText.Regions().Values];

        Assert.NotEmpty(blocks);
        foreach (string block in blocks)
        {
            Assert.True(
                regions.Contains(block),
                "README.md shows C# that is not compiled. Put it into a #region of a *Snippets.cs file in the tests' Readme folder, inside a test that "
                + $"runs it, or copy the changed region into the README:\n{block}");
        }
    }

    [Theory]
    [MemberData(nameof(RegionNames))]
    public void Each_region_is_shown(string name)
    {
        string snippet = ReadmeText.Regions()[name];

        Assert.True(
            ReadmeText.Blocks("csharp").Contains(snippet),
            $"README.md does not show the region '{name}' as it is compiled. Copy it into a ```csharp block, or remove the region:\n{snippet}");
    }

    [Fact]
    public void Each_option_and_each_exception_is_named()
    {
        IEnumerable<string> options = typeof(ReferralsClientOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(one => one.Name);
        IEnumerable<string> exceptions = typeof(ReferralsException).Assembly.GetExportedTypes()
            .Where(type => type.IsAssignableTo(typeof(ReferralsException))).Select(type => type.Name);

        Assert.All(
            [.. options, .. exceptions],
            name => Assert.True(ReadmeText.Whole.Contains($"`{name}`", StringComparison.Ordinal), $"README.md does not name `{name}`: describe it in its table."));
    }
}
