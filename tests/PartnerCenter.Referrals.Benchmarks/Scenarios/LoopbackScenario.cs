using System.Diagnostics;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>Measures gets over a real socket, one after the other and many at once, and compares them with the floor.</summary>
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
        Rounds rounds = await Rounds.OfAsync(peers.Length, async way =>
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            double[] turn = await SequentialAsync(peers[way], CallsInATurn);
            bytes[way] += GC.GetTotalAllocatedBytes(precise: true) - before;
            latencies[way].AddRange(turn);
            return Median.Of(turn);
        });
        for (int way = 0; way < peers.Length; way++)
        {
            string middle = $"{Micro(rounds[way].Median)} [{Micro(rounds[way].Lower)} to {Micro(rounds[way].Upper)}]";
            string slowest = Micro(Percentile(latencies[way], 0.99));
            Report.Figure(
                $"one by one, {peers[way].Name,-24} p50 {middle}, p99 {slowest}, {bytes[way] / latencies[way].Count:N0} bytes per call");
        }

        return Judge(rounds, "p50");
    }

    private static async Task<bool> MeasureParallelAsync(IPeer[] peers)
    {
        Rounds rounds = await Rounds.OfAsync(
            peers.Length, async way => (await ParallelAsync(peers[way], CallsInATurn)).TotalSeconds / CallsInATurn);
        for (int way = 0; way < peers.Length; way++)
        {
            (double median, double lower, double upper) = (1 / rounds[way].Median, 1 / rounds[way].Upper, 1 / rounds[way].Lower);
            Report.Figure($"{Lanes} at once, {peers[way].Name,-24} {median:N0} calls per second [{lower:N0} to {upper:N0}]");
        }

        return Judge(rounds, $"time per call, {Lanes} at once,");
    }

    private static bool Judge(Rounds rounds, string what)
    {
        Sample ratio = rounds.Ratio(1, 0);
        double most = 1 + rounds[0].Spread;
        return Report.Target(
            ratio.Median <= most,
            $"{what} {ratio.Median:N2} times the floor's [{ratio.Lower:N2} to {ratio.Upper:N2}] (at most {most:N2}, the floor's spread)");
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

    private static string Micro(double seconds) =>
        (seconds * 1e6).ToString("N0", System.Globalization.CultureInfo.InvariantCulture) + " µs";
}
