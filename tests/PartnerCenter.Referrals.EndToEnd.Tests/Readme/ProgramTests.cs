namespace PartnerCenter.Referrals.EndToEnd.Tests.Readme;

public sealed class ProgramTests
{
    public static TheoryData<string> PagesWithPrograms =>
        [.. ReadmeText.Pages.Where(page => ReadmeText.Programs(page.Value).Count > 0).Select(page => page.Key)];

    [Theory]
    [MemberData(nameof(PagesWithPrograms))]
    public async Task A_complete_program_prints_the_text_that_the_page_shows_after_it(string page)
    {
        foreach ((string source, string output) in ReadmeText.Programs(ReadmeText.Pages[page]))
        {
            Assert.Equal(output, await new PageProgram(source).RunAsync(TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("src/PartnerCenter.Referrals/PACKAGE.md")]
    [InlineData("src/PartnerCenter.Referrals.AspNetCore/PACKAGE.md")]
    [InlineData("src/PartnerCenter.Referrals.Caching/PACKAGE.md")]
    [InlineData("src/PartnerCenter.Referrals.HealthChecks/PACKAGE.md")]
    [InlineData("src/PartnerCenter.Referrals.Emulator/PACKAGE.md")]
    public void The_front_page_of_the_repository_and_of_each_package_shows_one_complete_program(string page) =>
        Assert.Single(ReadmeText.Programs(ReadmeText.Pages[page]));

    [Fact]
    public void The_front_page_of_a_package_links_to_pages_of_Microsoft_only()
    {
        foreach ((string page, string text) in ReadmeText.Pages.Where(page => page.Key.EndsWith("PACKAGE.md", StringComparison.Ordinal)))
        {
            Assert.DoesNotContain("docs/", text, StringComparison.Ordinal);
            Assert.DoesNotContain(".md", text, StringComparison.Ordinal);
            Assert.All(
                ReadmeText.LinkTargets(text),
                target => Assert.True(
                    target.StartsWith("https://learn.microsoft.com/", StringComparison.Ordinal),
                    $"{page} links to {target}. A package's reader has no repository: say it in words."));
        }
    }
}
