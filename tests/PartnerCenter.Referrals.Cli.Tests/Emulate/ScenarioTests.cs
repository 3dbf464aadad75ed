namespace PartnerCenter.Referrals.Cli.Tests;

/// <summary>Runs the programs of <c>docs/emulator.md</c>, as the page shows them, where their interpreter is installed.</summary>
public sealed class ScenarioTests
{
    [Theory]
    [InlineData("sh", "sh", "sh", "curl")]
    [InlineData("python", "py", "python3", "python3")]
    [InlineData("js", "mjs", "node", "node")]
    public async Task A_program_of_the_page_prints_what_the_page_shows(
        string language, string extension, string interpreter, string required)
    {
        Assert.SkipUnless(IsInstalled(required), $"{required} is not installed.");
        string page = await File.ReadAllTextAsync(RepositoryFiles.PathOf("docs/emulator.md"), TestContext.Current.CancellationToken);
        string file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.{extension}");
        await File.WriteAllTextAsync(file, Blocks(page, language).Last(), TestContext.Current.CancellationToken);
        try
        {
            await using RunningEmulator emulator = await RunningEmulator.StartAsync();

            ProgramRun run = await ProgramRun.OfProgramAsync(interpreter, [file], WithoutProxy(emulator.Settings));

            Assert.Equal(new ProgramRun(0, Blocks(page, "text").Last(), ""), run with { Output = run.Output.ReplaceLineEndings("\n") });
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static bool IsInstalled(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)));

    // A proxy that the environment names is not asked for addresses of this machine.
    private static Dictionary<string, string> WithoutProxy(IReadOnlyDictionary<string, string> settings) =>
        new(settings) { ["NO_PROXY"] = "127.0.0.1", ["no_proxy"] = "127.0.0.1" };

    private static List<string> Blocks(string page, string language)
    {
        List<string> blocks = [];
        string[] parts = page.ReplaceLineEndings("\n").Split("\n```");
        for (int index = 1; index < parts.Length; index += 2)
        {
            if (parts[index].StartsWith(language + "\n", StringComparison.Ordinal))
            {
                blocks.Add(parts[index][(language.Length + 1)..] + "\n");
            }
        }

        return blocks;
    }
}
