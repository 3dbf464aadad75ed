namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that the pages for maintainers list the projects that exist, and no others.</summary>
public sealed class DocumentedProjectsTests
{
    [Theory]
    [InlineData("docs/design.md", "src")]
    [InlineData("docs/building.md", "src")]
    [InlineData("docs/building.md", "samples")]
    [InlineData("docs/building.md", "tests")]
    public void A_page_lists_each_project(string page, string folder)
    {
        string[] existing = [.. Directory.GetDirectories(RepositoryFiles.PathOf(folder))
            .Where(project => Directory.EnumerateFiles(project, "*.csproj").Any())
            .Select(project => $"{folder}/{Path.GetFileName(project)}")];

        string[] listed = [.. File.ReadLines(RepositoryFiles.PathOf(page))
            .Where(line => line.StartsWith($"| `{folder}/", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1])
            .Where(project => project != "tests/Shared")];

        Assert.Equal(existing.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }
}
