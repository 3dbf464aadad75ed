using System.Diagnostics;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>
/// Measures what the package adds to a program that is compiled ahead of time: to its size, and to the duration of a run that creates a
/// client and ends.
/// </summary>
internal static class AotScenario
{
    private const int Starts = 40;
    private const double Megabyte = 1024 * 1024;
    private const double MaxMegabytes = 8.6;
    private const double MaxMilliseconds = 15;

    private static readonly string[] Projects = ["PartnerCenter.Referrals.AotBaseline", "PartnerCenter.Referrals.AotApp"];

    public static async Task<bool> RunAsync()
    {
        string folder = Directory.CreateTempSubdirectory("aot-").FullName;
        try
        {
            List<string> programs = [];
            foreach (string project in Projects)
            {
                programs.Add(await PublishAsync(project, Path.Combine(folder, project)));
            }

            return Measure([.. programs]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool Measure(string[] programs)
    {
        double[] sizes = [.. programs.Select(program => new FileInfo(program).Length / Megabyte)];
        double[] starts = [double.MaxValue, double.MaxValue];
        for (int i = 0; i < Starts; i++)
        {
            for (int way = 0; way < programs.Length; way++)
            {
                starts[way] = Math.Min(starts[way], Start(programs[way]).TotalMilliseconds);
            }
        }

        Report.Line($"programs published with Native AOT; the shortest of {Starts} starts without a request");
        for (int way = 0; way < programs.Length; way++)
        {
            Report.Figure($"{Projects[way],-33} {sizes[way]:N2} MB, {starts[way]:N1} ms");
        }

        return Report.Target(
            sizes[1] - sizes[0] <= MaxMegabytes, $"size added to a plain program {sizes[1] - sizes[0]:N2} MB (at most {MaxMegabytes})")
            & Report.Target(
                starts[1] - starts[0] <= MaxMilliseconds,
                $"start time added to a plain program {starts[1] - starts[0]:N1} ms (at most {MaxMilliseconds})");
    }

    private static TimeSpan Start(string program)
    {
        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(program);
        process.WaitForExit();
        TimeSpan taken = Stopwatch.GetElapsedTime(started);
        return process.ExitCode == 0 ? taken : throw new InvalidOperationException($"{program} exited with code {process.ExitCode}.");
    }

    private static async Task<string> PublishAsync(string project, string folder)
    {
        string source = Path.Combine(Root(), "tests", project);
        using Process publish = Process.Start(
            new ProcessStartInfo(
                "dotnet",
                [
                    "publish", source, "-c", "Release", "-o", folder, "-p:RootPackage=false", "-v", "quiet", "--nologo", "-nodeReuse:false",
                ]))!;
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0
            ? Path.Combine(folder, OperatingSystem.IsWindows() ? project + ".exe" : project)
            : throw new InvalidOperationException($"{project} could not be published.");
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PartnerCenter.Referrals.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? throw new InvalidOperationException("No parent folder holds PartnerCenter.Referrals.sln. Run this in the repository.");
    }
}
