using BenchmarkDotNet.Attributes;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>Measures how much it costs to build a filter.</summary>
public class FilterScenario
{
    private const int Terms = 5;

    private readonly DateTimeOffset _time = new(2031, 1, 31, 0, 0, 0, TimeSpan.Zero);

    internal static Task<bool> RunAsync()
    {
        (double nanoseconds, long bytes) = MicroBenchmark.Run<FilterScenario>();
        return Task.FromResult(Report.Target(
            nanoseconds <= Targets.FilterTermNanoseconds,
            $"one term of a filter of {Terms} terms {nanoseconds:N0} ns (at most {Targets.FilterTermNanoseconds:N0}), {bytes:N0} bytes"));
    }

    [Benchmark(OperationsPerInvoke = Terms)]
    public ReferralFilter FiveTerms() =>
        ReferralFilter.Status == ReferralStatus.New
        & ReferralFilter.Direction == ReferralDirection.Incoming
        & ReferralFilter.CustomerProfileCountry == "US"
        & ReferralFilter.UpdatedSince(_time)
        & ReferralFilter.TeamMemberEmail.Contains("ben@contoso.example.com");
}
