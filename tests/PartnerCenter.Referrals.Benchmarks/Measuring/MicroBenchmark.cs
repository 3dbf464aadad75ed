using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>
/// Runs BenchmarkDotNet for operations that are too short for a clock. It chooses how often to repeat the operation, and subtracts the
/// cost of the loop.
/// </summary>
internal static class MicroBenchmark
{
    private const int Iterations = 15;

    /// <summary>Returns the median time in nanoseconds and the bytes of a class's only benchmark.</summary>
    public static (double Nanoseconds, long Bytes) Run<T>()
    {
        string artifacts = Directory.CreateTempSubdirectory("benchmark-").FullName;
        try
        {
            Summary summary = BenchmarkRunner.Run<T>(ManualConfig.CreateEmpty()
                .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.DontLogOutput).WithIterationCount(Iterations))
                .AddDiagnoser(MemoryDiagnoser.Default)
                .AddLogger(NullLogger.Instance)
                .WithArtifactsPath(artifacts)
                .WithOptions(ConfigOptions.DisableLogFile));
            BenchmarkReport report = summary.Reports.Single();
            return report.Success && report.ResultStatistics is { } statistics
                ? (statistics.Median, report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0)
                : throw new InvalidOperationException($"{typeof(T).Name} did not run.");
        }
        finally
        {
            Directory.Delete(artifacts, recursive: true);
        }
    }
}
