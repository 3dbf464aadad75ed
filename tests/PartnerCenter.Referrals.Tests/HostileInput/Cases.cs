using System.Globalization;
using CsCheck;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Runs generated cases, the same ones in every run. A failing case is made smaller, and reported with the seed that reproduces it.
/// </summary>
internal static class Cases
{
    private const string TimesVariable = "HOSTILE_TIMES";
    private const ulong Seed = 20300101;
    private const int SmallerTries = 20_000;

    /// <summary>Gets how many times the usual number of cases is run.</summary>
    public static int Times { get; } = int.Parse(Environment.GetEnvironmentVariable(TimesVariable) ?? "1", CultureInfo.InvariantCulture);

    /// <param name="cases">Generates the cases.</param>
    /// <param name="count">The usual number of cases.</param>
    /// <param name="check">Throws if a case fails.</param>
    /// <param name="show">Prints a failing case.</param>
    public static Task CheckAsync<T>(Gen<T> cases, int count, Func<T, Task> check, Func<T, string> show) =>
        Parallel.ForAsync(0, count * Times, TestContext.Current.CancellationToken, async (number, _) =>
        {
            // Each case has its own random numbers, so it does not depend on the cases before it.
            PCG random = new((uint)number, Seed);
            string seed = random.ToString();
            T one = cases.Generate(random, null, out Size _);
            try
            {
                await check(one);
            }
            catch (Exception failure)
            {
                await cases.SampleAsync(check, seed: seed, iter: SmallerTries, threads: 1, print: show);
                throw new InvalidOperationException($"Case {number} (seed {seed}) failed once, but not again.", failure);
            }
        });

    public static Task CheckAsync<T>(Gen<T> cases, int count, Action<T> check, Func<T, string> show) => CheckAsync(
        cases,
        count,
        one =>
        {
            check(one);
            return Task.CompletedTask;
        },
        show);

    /// <summary>Returns the text in a form that any terminal can show, shortened if it is long.</summary>
    public static string Shown(string text)
    {
        const int most = 4_000;
        string start = string.Concat(text.Take(most).Select(one => one is >= ' ' and <= '~' ? one.ToString() : $"\\u{(int)one:X4}"));
        return text.Length > most ? $"{start}... ({text.Length} in all)" : start;
    }
}
