using System.Diagnostics;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>
/// Measures what the package adds to a program of fixed content that is compiled ahead of time: to its size, and to the duration of a run
/// that creates a client and ends. A run against the emulator shows first that the program does what it lists.
/// </summary>
internal static class AotScenario
{
    private const int Starts = 40;
    private const double Megabyte = 1024 * 1024;

    private static readonly string[] Projects = ["PartnerCenter.Referrals.AotBaseline", "PartnerCenter.Referrals.AotMeasured"];

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

            await RunAllAsync(programs[1]);
            return Measure([.. programs]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunAllAsync(string program)
    {
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync();
        using Process process = Process.Start(
            program,
            [emulator.Endpoint.OriginalString, emulator.TenantId, emulator.ClientId, emulator.ClientSecret, emulator.RefreshToken]);
        await process.WaitForExitAsync();
        RequireSuccess(process, program);
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

        (double size, double start) = (sizes[1] - sizes[0], starts[1] - starts[0]);
        (double maxSize, double maxStart) = (Targets.NativeMegabytes, Targets.NativeStartMilliseconds);
        return Report.Target(size <= maxSize, $"size added to a plain program {size:N2} MB (at most {maxSize:N1})")
            & Report.Target(start <= maxStart, $"start time added to a plain program {start:N1} ms (at most {maxStart:N1})");
    }

    private static TimeSpan Start(string program)
    {
        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(program);
        process.WaitForExit();
        TimeSpan taken = Stopwatch.GetElapsedTime(started);
        RequireSuccess(process, program);
        return taken;
    }

    private static void RequireSuccess(Process process, string program)
    {
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} exited with code {process.ExitCode}.");
        }
    }

    private static async Task<string> PublishAsync(string project, string folder)
    {
        string source = Path.Combine(Root(), "tests", project);
        using Process publish = Process.Start(
            new ProcessStartInfo(
                "dotnet",
                ["publish", source, "-c", "Release", "-o", folder, "-v", "quiet", "--nologo", "-nodeReuse:false"]))!;
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0
            ? Path.Combine(folder, OperatingSystem.IsWindows() ? project + ".exe" : project)
            : throw new InvalidOperationException($"{project} could not be published.");
    }

    private static string Root() =>
        Repository.Holding(AppContext.BaseDirectory)
            ?? throw new InvalidOperationException("No parent folder holds PartnerCenter.Referrals.sln. Run this in the repository.");
}
