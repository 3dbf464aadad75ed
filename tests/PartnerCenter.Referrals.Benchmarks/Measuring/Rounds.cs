using System.Diagnostics;
using System.Runtime;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>
/// Measures several ways to do the same in turns: in each round every one has its turn, in another order each time, so that what slows the
/// machine down falls on all. They are compared round by round.
/// </summary>
internal sealed class Rounds
{
    /// <summary>How many rounds there are.</summary>
    public const int Count = 15;

    private readonly double[][] _values;

    private Rounds(int ways)
    {
        _values = [.. Enumerable.Range(0, ways).Select(_ => new double[Count])];
    }

    /// <summary>Processor time of the process for one call, over turns long enough to measure. Other processes are not in it.</summary>
    public static Rounds OfProcessorTime(IReadOnlyList<Action> ways)
    {
        WarmUp(ways);
        int[] calls = [.. ways.Select(CallsInATurn)];
        Rounds rounds = new(ways.Count);
        foreach ((int round, int way) in Turns(ways.Count))
        {
            rounds._values[way][round] = ProcessorTime(ways[way], calls[way]).TotalSeconds / calls[way];
        }

        return rounds;
    }

    /// <param name="ways">How many ways there are.</param>
    /// <param name="turn">Gives one of them its turn, and says what was measured.</param>
    public static async Task<Rounds> OfAsync(int ways, Func<int, Task<double>> turn)
    {
        Rounds rounds = new(ways);
        foreach ((int round, int way) in Turns(ways))
        {
            rounds._values[way][round] = await turn(way);
        }

        return rounds;
    }

    public Sample this[int way] => Sample.Of(_values[way]);

    /// <summary>How many times as much one takes as another, round by round.</summary>
    public Sample Ratio(int way, int toWay) => Sample.Of(_values[way].Zip(_values[toWay], (one, other) => one / other));

    private static IEnumerable<(int Round, int Way)> Turns(int ways) =>
        Enumerable.Range(0, Count).SelectMany(round => Enumerable.Range(0, ways).Select(place => (round, (place + round) % ways)));

    // Until the compiler has nothing left to do: what is called often it compiles again, in the background, and that too is the process's
    // time.
    private static void WarmUp(IReadOnlyList<Action> ways)
    {
        const int mostPasses = 20;
        TimeSpan time = TimeSpan.FromMilliseconds(200);
        long compiled = -1;
        for (int pass = 0; pass < mostPasses && compiled != JitInfo.GetCompiledMethodCount(); pass++)
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
        TimeSpan shortest = TimeSpan.FromMilliseconds(20);
        for (int calls = 8; ; calls *= 2)
        {
            if (ProcessorTime(way, calls) >= shortest)
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
