namespace PartnerCenter.Referrals.Mutation;

/// <summary>Switches mutants on, one by one, and runs the tests that reach it until one of them fails.</summary>
internal sealed class Worker(Coverage[] coverage, string results)
{
    /// <summary>Specifies the exit code of a process in which a test still runs, so that another process has to go on.</summary>
    public const int Spoilt = 7;

    private const long LeastLimit = 10_000;

    private readonly Coverage[] _coverage = [.. coverage.OrderBy(static test => test.Milliseconds)];

    public async Task<int> RunAsync(IEnumerable<int> mutants)
    {
        TestCase[] tests = await TestCases.FindAsync();
        foreach (int mutant in mutants)
        {
            Coverage[] reaching = [.. _coverage.Where(test => test.Mutants.Contains(mutant))];
            (Verdict verdict, string reason) = reaching.Length == 0 ? (Verdict.NotReached, "") : await JudgeAsync(mutant, reaching, tests);
            Write(mutant, verdict, reason);
            if (verdict is Verdict.Hangs or Verdict.Unsure)
            {
                return Spoilt;
            }
        }

        return 0;
    }

    /// <summary>
    /// Runs a mutant of code that runs once a process. Which test reaches it first depends on the order, so its file counts.
    /// </summary>
    public async Task<int> RunAloneAsync(int mutant, HashSet<int> ofSameFile)
    {
        MutantSwitch.TurnOn(mutant);
        TestCase[] tests = await TestCases.FindAsync();
        Coverage[] reaching = [.. _coverage.Where(test => test.Mutants.Overlaps(ofSameFile))];
        foreach (Coverage test in reaching)
        {
            if (await tests[test.Test].FailureAsync(LimitOf(test)) is { } failure)
            {
                Write(mutant, Verdict.Noticed, failure);
                return 0;
            }
        }

        Write(mutant, reaching.Length == 0 ? Verdict.NotReached : Verdict.Survives, "");
        return 0;
    }

    private static async Task<(Verdict Verdict, string Reason)> JudgeAsync(int mutant, Coverage[] reaching, TestCase[] tests)
    {
        foreach (Coverage test in reaching)
        {
            MutantSwitch.TurnOn(mutant);
            string? failure = await tests[test.Test].FailureAsync(LimitOf(test));
            MutantSwitch.TurnOff();
            if (failure is null)
            {
                continue;
            }

            if (failure.EndsWith(" hangs", StringComparison.Ordinal))
            {
                return (Verdict.Hangs, failure);
            }

            // A mutant may leave something behind that fails other tests. Without it the test must pass.
            bool isSure = await tests[test.Test].FailureAsync(LimitOf(test)) is null;
            return (isSure ? Verdict.Noticed : Verdict.Unsure, failure);
        }

        return (Verdict.Survives, "");
    }

    private static TimeSpan LimitOf(Coverage test) => TimeSpan.FromMilliseconds(Math.Max(LeastLimit, 10 * test.Milliseconds));

    private void Write(int mutant, Verdict verdict, string reason) =>
        File.AppendAllText(results, $"{mutant}\t{verdict}\t{reason}{Environment.NewLine}");
}
