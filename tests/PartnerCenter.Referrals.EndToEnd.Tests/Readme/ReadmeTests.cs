using System.Reflection;
using System.Text.RegularExpressions;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Readme;

/// <summary>Compares the parts of programs that the pages show with the sources in this folder, which compile and run them.</summary>
public sealed partial class ReadmeTests
{
    public static TheoryData<string> RegionNames => [.. ReadmeText.Regions().Keys];

    [Fact]
    public void Each_CSharp_block_is_a_region_of_a_compiled_source()
    {
        IReadOnlyList<string> blocks = ReadmeText.Snippets();
        HashSet<string> regions = [.. ReadmeText.Regions().Values];

        Assert.NotEmpty(blocks);
        foreach (string block in blocks)
        {
            Assert.True(
                regions.Contains(block),
                "README.md or a page in docs shows C# that is not compiled. Put the C# into a #region of a *Snippets.cs file in the tests' "
                + $"Readme folder, inside a test that runs it, or copy the changed region into the page:\n{block}");
        }
    }

    [Theory]
    [MemberData(nameof(RegionNames))]
    public void Each_region_is_shown_in_a_page(string name)
    {
        string snippet = ReadmeText.Regions()[name];

        Assert.True(
            ReadmeText.Snippets().Contains(snippet),
            $"Neither README.md nor a page in docs shows the region '{name}' as it is compiled. Copy it into a ```csharp block, or remove "
                + $"the region:\n{snippet}");
    }

    [Fact]
    public void Each_option_and_each_exception_is_named_in_a_page()
    {
        IEnumerable<string> options =
            typeof(ReferralsClientOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(one => one.Name);
        IEnumerable<string> exceptions = typeof(ReferralsException).Assembly.GetExportedTypes()
            .Where(type => type.IsAssignableTo(typeof(ReferralsException))).Select(type => type.Name);

        Assert.All(
            [.. options, .. exceptions],
            name => Assert.True(
                ReadmeText.Whole.Contains($"`{name}`", StringComparison.Ordinal),
                $"Neither README.md nor a page in docs names `{name}`: describe it in its table."));
    }

    [Fact]
    public void Each_link_between_pages_leads_somewhere()
    {
        foreach ((string page, string text) in ReadmeText.Pages)
        {
            foreach (Match link in Link().Matches(text))
            {
                string target = link.Groups[1].Value is "" ? page : Path.Combine(
                    Path.GetDirectoryName(page)!, link.Groups[1].Value).Replace("docs/../", "", StringComparison.Ordinal);
                if (ReadmeText.Pages.TryGetValue(target, out string? other))
                {
                    Assert.True(
                        link.Groups[2].Value is "" || Anchors(
                            other).Contains(link.Groups[2].Value), $"{page} links to {link.Value}, but {target} has no such heading.");
                }
                else if (Path.GetExtension(target) is ".png" or ".svg")
                {
                    string picture = Path.Combine(AppContext.BaseDirectory, "Readme", target);
                    Assert.True(File.Exists(picture), $"{page} shows {link.Value}, which does not exist.");
                }
                else
                {
                    Assert.False(
                        target.StartsWith("docs/", StringComparison.Ordinal), $"{page} links to {link.Value}, which does not exist.");
                }
            }
        }
    }

    // A heading's anchor, as the usual viewers make it.
    private static HashSet<string> Anchors(string text) =>
        [.. text.Split('\n').Where(line => line.StartsWith('#')).Select(line => string.Concat(line.TrimStart('#').Trim().ToLowerInvariant()
            .Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-')).Replace(' ', '-'))];

    [GeneratedRegex(@"\]\((?!https?:)([^)#]*)#?([^)]*)\)")]
    private static partial Regex Link();
}
