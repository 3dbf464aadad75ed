using System.Diagnostics;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>
/// Measures gets over a real socket, one after the other and many at once, and compares them with the floor. The service's processor time
/// is not counted, because it is another process.
/// </summary>
internal static class LoopbackScenario
{
    private const int Calls = 10_000;
    private const int CallsInATurn = (Calls / Rounds.Count) + 1;
    private const int Lanes = 32;

    public static async Task<bool> RunAsync()
    {
        await using LoopbackProcess service = await LoopbackProcess.StartAsync();
        using SocketsHttpHandler floorSockets = new();
        using SocketsHttpHandler sdkSockets = ReferralsTransport.NewSocketsHandler();
        using Floor floor = new(floorSockets, service.Endpoint);
        using Sdk sdk = new(sdkSockets, service.Endpoint);
        IPeer[] peers = [floor, sdk];
        for (int pass = 0; pass < 2; pass++)
        {
            // In the pause after a pass, the JIT compiler optimizes the methods that were called often.
            foreach (IPeer peer in peers)
            {
                await SequentialAsync(peer, Calls / 2);
                await ParallelAsync(peer, Calls / 2);
                await Task.Delay(TimeSpan.FromMilliseconds(300));
            }
        }

        Report.Line($"{Calls:N0} gets over loopback by each peer, in {Rounds.Count} turns; medians of turns [middle half]");
        return await MeasureSequentialAsync(peers) & await MeasureParallelAsync(peers);
    }

    private static async Task<bool> MeasureSequentialAsync(IPeer[] peers)
    {
        List<double>[] latencies = [[], []];
        long[] bytes = new long[peers.Length];
        Rounds[] rounds = await Rounds.OfAsync(peers.Length, figures: 2, async way =>
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            TimeSpan used = Environment.CpuUsage.TotalTime;
            double[] turn = await SequentialAsync(peers[way], CallsInATurn);
            used = Environment.CpuUsage.TotalTime - used;
            bytes[way] += GC.GetTotalAllocatedBytes(precise: true) - before;
            latencies[way].AddRange(turn);
            return [Median.Of(turn), used.TotalSeconds / CallsInATurn];
        });
        (Rounds p50, Rounds processor) = (rounds[0], rounds[1]);
        for (int way = 0; way < peers.Length; way++)
        {
            string p99 = Micro(Percentile(latencies[way], 0.99));
            Report.Figure($"one by one, {peers[way].Name,-24} p50 {Micro(p50[way])}, p99 {p99}");
            Report.Figure($"{"",-36} processor {Micro(processor[way])}, {bytes[way] / latencies[way].Count:N0} bytes per call");
        }

        return Judge(p50, "one by one: p50", Targets.MedianLatency)
            & Judge(processor, "one by one: processor time", Targets.ProcessorTimeOneByOne);
    }

    private static async Task<bool> MeasureParallelAsync(IPeer[] peers)
    {
        Rounds[] rounds = await Rounds.OfAsync(peers.Length, figures: 2, async way =>
        {
            TimeSpan used = Environment.CpuUsage.TotalTime;
            TimeSpan taken = await ParallelAsync(peers[way], CallsInATurn);
            used = Environment.CpuUsage.TotalTime - used;
            return [taken.TotalSeconds / CallsInATurn, used.TotalSeconds / CallsInATurn];
        });
        (Rounds times, Rounds processor) = (rounds[0], rounds[1]);
        for (int way = 0; way < peers.Length; way++)
        {
            (double median, double lower, double upper) = (1 / times[way].Median, 1 / times[way].Upper, 1 / times[way].Lower);
            Report.Figure($"{Lanes} at once, {peers[way].Name,-24} {median:N0} calls per second [{lower:N0} to {upper:N0}]");
            Report.Figure($"{"",-35} processor {Micro(processor[way])}");
        }

        return Judge(times, $"{Lanes} at once: time a call", Targets.TimePerCallAtOnce)
            & Judge(processor, $"{Lanes} at once: processor time", Targets.ProcessorTimeAtOnce);
    }

    private static bool Judge(Rounds rounds, string what, double max)
    {
        Sample ratio = rounds.Ratio(1, 0);
        Picture.Add($"over loopback, {what}", Sdk.PackageName, bytes: null, ratio.Median);
        return Report.Ratio(max, ratio.Median, $"{what,-32} this package, relative to the floor [{ratio.Lower:N2} to {ratio.Upper:N2}]");
    }

    private static async Task<double[]> SequentialAsync(IPeer peer, int calls)
    {
        double[] latencies = new double[calls];
        for (int i = 0; i < calls; i++)
        {
            long started = Stopwatch.GetTimestamp();
            await peer.GetAsync();
            latencies[i] = Stopwatch.GetElapsedTime(started).TotalSeconds;
        }

        return latencies;
    }

    private static async Task<TimeSpan> ParallelAsync(IPeer peer, int calls)
    {
        int left = calls;
        long started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await peer.GetAsync();
            }
        })));
        return Stopwatch.GetElapsedTime(started);
    }

    private static double Percentile(List<double> values, double share) => values.Order().ElementAt((int)(values.Count * share));

    private static string Micro(Sample time) => $"{Micro(time.Median)} [{Micro(time.Lower)} to {Micro(time.Upper)}]";

    private static string Micro(double seconds) =>
        (seconds * 1e6).ToString("N0", System.Globalization.CultureInfo.InvariantCulture) + " µs";
}
