using System.Diagnostics;
using System.Runtime;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>
/// Measures several ways to do the same work in turns. Each way has its turn in each round, and the order changes from round to round, so
/// that a slower machine affects all ways alike. The ways are compared round by round.
/// </summary>
internal sealed class Rounds
{
    /// <summary>The number of rounds, unless the caller asks for another.</summary>
    public const int Count = 15;

    private readonly double[][] _values;

    private Rounds(int ways, int count)
    {
        _values = [.. Enumerable.Range(0, ways).Select(_ => new double[count])];
    }

    /// <summary>
    /// Measures the processor time of one call, over turns that are long enough to measure. It is the time of this process only.
    /// </summary>
    public static Rounds OfProcessorTime(IReadOnlyList<Action> ways)
    {
        WarmUp(ways);
        int[] calls = [.. ways.Select(CallsInATurn)];
        Rounds rounds = new(ways.Count, Count);
        foreach ((int round, int way) in Turns(ways.Count, Count))
        {
            rounds._values[way][round] = ProcessorTime(ways[way], calls[way]).TotalSeconds / calls[way];
        }

        return rounds;
    }

    /// <summary>Measures the ways with a function of the caller.</summary>
    /// <param name="ways">The number of ways.</param>
    /// <param name="turn">The function that runs one turn of the way with the given index, and returns the measured value.</param>
    /// <param name="count">The number of rounds.</param>
    public static async Task<Rounds> OfAsync(int ways, Func<int, Task<double>> turn, int count = Count) =>
        (await OfAsync(ways, figures: 1, async way => [await turn(way)], count))[0];

    /// <summary>Measures several figures of each turn, and returns the rounds of each figure.</summary>
    /// <param name="ways">The number of ways.</param>
    /// <param name="figures">The number of figures.</param>
    /// <param name="turn">The function that runs one turn of the way with the given index, and returns its figures.</param>
    /// <param name="count">The number of rounds.</param>
    public static async Task<Rounds[]> OfAsync(int ways, int figures, Func<int, Task<double[]>> turn, int count = Count)
    {
        Rounds[] rounds = [.. Enumerable.Range(0, figures).Select(_ => new Rounds(ways, count))];
        foreach ((int round, int way) in Turns(ways, count))
        {
            double[] values = await turn(way);
            for (int figure = 0; figure < figures; figure++)
            {
                rounds[figure]._values[way][round] = values[figure];
            }
        }

        return rounds;
    }

    public Sample this[int way] => Sample.Of(_values[way]);

    /// <summary>Returns the ratio of one way's values to another's, round by round.</summary>
    public Sample Ratio(int way, int toWay) => Sample.Of(_values[way].Zip(_values[toWay], (one, other) => one / other));

    private static IEnumerable<(int Round, int Way)> Turns(int ways, int count) =>
        Enumerable.Range(0, count).SelectMany(round => Enumerable.Range(0, ways).Select(place => (round, (place + round) % ways)));

    // Runs until the JIT compiler is idle. It recompiles frequently called methods in the background, and that time counts for the process.
    private static void WarmUp(IReadOnlyList<Action> ways)
    {
        const int maxPasses = 20;
        TimeSpan time = TimeSpan.FromMilliseconds(200);
        long compiled = -1;
        for (int pass = 0; pass < maxPasses && compiled != JitInfo.GetCompiledMethodCount(); pass++)
        {
            compiled = JitInfo.GetCompiledMethodCount();
            foreach (Action way in ways)
            {
                long started = Stopwatch.GetTimestamp();
                while (Stopwatch.GetElapsedTime(started) < time)
                {
                    way();
                }
            }

            Thread.Sleep(time);
        }
    }

    private static int CallsInATurn(Action way)
    {
        TimeSpan minTime = TimeSpan.FromMilliseconds(20);
        for (int calls = 8; ; calls *= 2)
        {
            if (ProcessorTime(way, calls) >= minTime)
            {
                return calls;
            }
        }
    }

    private static TimeSpan ProcessorTime(Action way, int calls)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < calls; i++)
        {
            way();
        }

        return Environment.CpuUsage.TotalTime - before;
    }
}
