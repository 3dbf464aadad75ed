using System.Diagnostics;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>Measures the listing of a hundred thousand referrals, and checks that memory does not grow with their number.</summary>
internal static class LargeListingScenario
{
    private const int Count = 100_000;
    private const int PageSize = 100;
    private const int Repetitions = 3;
    private const double Megabyte = 1024 * 1024;
    private const int RoundsOfComparison = 7;

    public static async Task<bool> OverEmulatorAsync()
    {
        await using EmulatorProcess emulator = await EmulatorProcess.StartAsync(Count, TimeSpan.Zero);
        using ReferralsClient client = emulator.CreateClient();
        return await RunAsync(client, "from another process");
    }

    public static async Task<bool> InMemoryAsync()
    {
        using StreamedService service = new(Count / PageSize);
        using Sdk sdk = new(service);
        return await RunAsync(sdk.Client, "generated in memory while they are read") & await CompareAsync(service, sdk);
    }

    private static async Task<bool> CompareAsync(StreamedService service, Sdk sdk)
    {
        using Floor floor = new(service);
        Rounds rounds = await Rounds.OfAsync(
            2,
            async way =>
            {
                TimeSpan used = Environment.CpuUsage.TotalTime;
                await (way == 0 ? ListAsync(floor) : ListAsync(sdk.Client, readAhead: false, () => { }));
                return (Environment.CpuUsage.TotalTime - used).TotalMicroseconds / Count;
            },
            RoundsOfComparison);
        Report.Line($"processor time of the default listing and of the floor's, in turns; medians of {RoundsOfComparison} rounds");
        for (int way = 0; way < 2; way++)
        {
            Sample time = rounds[way];
            string name = way == 0 ? floor.Name : sdk.Name;
            Report.Figure($"{name,-24} {time.Median:N1} µs per referral [{time.Lower:N1} to {time.Upper:N1}]");
        }

        double ratio = rounds.Ratio(1, 0).Median;
        Picture.Add("listing of 100,000 from memory", sdk.Name, bytes: null, ratio);
        return Report.Ratio(Targets.ListingInMemory, ratio, $"processor time per referral: this package, relative to the floor");
    }

    private static async Task<bool> RunAsync(ReferralsClient client, string source)
    {
        Report.Line($"{Count:N0} referrals {source}; live memory after a full collection at each page");
        bool isWithinBounds = true;
        foreach (bool readAhead in (bool[])[false, true])
        {
            List<double> live = await SampleAsync(client, readAhead);
            List<Cost> costs = [];
            for (int repetition = 0; repetition < Repetitions; repetition++)
            {
                costs.Add(await MeasureAsync(client, readAhead));
            }

            Report.Line($"{(readAhead ? "with" : "without")} ReadAhead");
            (double first, double middle, double most) = (live[0], Median.Of(live), live.Max());
            const double maxGrowth = Targets.ListingGrowthMegabytes;
            isWithinBounds &= Report.Target(
                most - first <= maxGrowth,
                $"live memory  first {first:N2} MB, median {middle:N2} MB, highest {most:N2} MB (at most {maxGrowth} MB above first)");
            Report.Figure($"allocated    {Median.Of(costs.Select(cost => cost.Bytes)) / (double)Count:N0} bytes per referral");
            TimeSpan time = Median.Of(costs.Select(cost => cost.Time));
            Report.Figure($"time         {time.TotalMicroseconds / Count:N1} µs per referral (median of {Repetitions})");
        }

        return isWithinBounds;
    }

    /// <summary>
    /// Returns the live memory in megabytes at each page, while the page is referenced. Time is measured in other runs, because the
    /// collections take longer than the listing.
    /// </summary>
    private static async Task<List<double>> SampleAsync(ReferralsClient client, bool readAhead)
    {
        List<double> live = [];
        await ListAsync(client, readAhead, () => live.Add(GC.GetTotalMemory(forceFullCollection: true) / Megabyte));
        return live;
    }

    private static async Task<Cost> MeasureAsync(ReferralsClient client, bool readAhead)
    {
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        long started = Stopwatch.GetTimestamp();
        await ListAsync(client, readAhead, () => { });
        return new Cost(Stopwatch.GetElapsedTime(started), GC.GetTotalAllocatedBytes(precise: true) - allocated);
    }

    private static async Task ListAsync(ReferralsClient client, bool readAhead, Action atPage)
    {
        int count = 0;
        await foreach (ReferralPage page in client.ListAsync(new ReferralQuery { ReadAhead = readAhead }).AsPages())
        {
            atPage();
            count += page.Referrals.Count;
        }

        CheckCount(count);
    }

    private static async Task ListAsync(Floor floor) => CheckCount(await floor.ListAllAsync());

    private static void CheckCount(int count)
    {
        if (count != Count)
        {
            throw new InvalidOperationException($"The listing returned {count} referrals instead of {Count}.");
        }
    }

    private sealed record Cost(TimeSpan Time, long Bytes);
}
