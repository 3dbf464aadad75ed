using CsCheck;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Generated cases, the same ones in every run. One that fails is made smaller, and shown with the seed that makes it again.
/// </summary>
internal static class Cases
{
    private const ulong Seed = 20300101;
    private const int SmallerTries = 20_000;

    /// <param name="cases">Makes the cases.</param>
    /// <param name="count">How many.</param>
    /// <param name="check">Throws where a case breaks its promise.</param>
    /// <param name="show">Prints a case that does.</param>
    public static Task CheckAsync<T>(Gen<T> cases, int count, Func<T, Task> check, Func<T, string> show) =>
        Parallel.ForAsync(0, count, TestContext.Current.CancellationToken, async (number, _) =>
        {
            // Each has a stream of random numbers of its own, so that a case does not depend on how many came before it.
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

    /// <summary>Text that can be read on any terminal, cut where it is long.</summary>
    public static string Shown(string text)
    {
        const int most = 4_000;
        string start = string.Concat(text.Take(most).Select(one => one is >= ' ' and <= '~' ? one.ToString() : $"\\u{(int)one:X4}"));
        return text.Length > most ? $"{start}... ({text.Length} in all)" : start;
    }
}
