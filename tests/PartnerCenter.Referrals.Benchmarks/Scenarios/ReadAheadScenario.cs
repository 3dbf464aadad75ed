using System.Diagnostics;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>How much <see cref="ReferralQuery.ReadAhead"/> saves where the service takes as long for a page as its reader.</summary>
internal static class ReadAheadScenario
{
    private const int Pages = 25;
    private const int PageSize = 100;
    private const int Pairs = 11;
    private const double LeastRatio = 1.6;

    private static readonly TimeSpan ResponseDelay = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Work = TimeSpan.FromMilliseconds(20);

    public static async Task<bool> RunAsync()
    {
        await using EmulatorProcess emulator = await EmulatorProcess.StartAsync(Pages * PageSize, ResponseDelay);
        using ReferralsClient client = emulator.CreateClient();
        await ListAsync(client, readAhead: false);
        await ListAsync(client, readAhead: true);

        List<(TimeSpan Without, TimeSpan With)> pairs = [];
        for (int pair = 0; pair < Pairs; pair++)
        {
            // Now one first, now the other: what slows the machine down meanwhile falls on both.
            TimeSpan first = await ListAsync(client, readAhead: pair % 2 == 1);
            TimeSpan second = await ListAsync(client, readAhead: pair % 2 == 0);
            pairs.Add(pair % 2 == 0 ? (first, second) : (second, first));
        }

        double ratio = Median.Of(pairs.Select(pair => pair.Without / pair.With));
        (double delay, double work) = (ResponseDelay.TotalMilliseconds, Work.TotalMilliseconds);
        Report.Line($"{Pages} pages, each held back for {delay} ms and worked on for {work} ms; medians of {Pairs} pairs");
        Report.Figure($"without ReadAhead  {Median.Of(pairs.Select(pair => pair.Without)).TotalMilliseconds,8:N0} ms");
        Report.Figure($"with ReadAhead     {Median.Of(pairs.Select(pair => pair.With)).TotalMilliseconds,8:N0} ms");
        return Report.Target(ratio >= LeastRatio, $"ratio              {ratio,8:N2} (at least {LeastRatio:N1})");
    }

    private static async Task<TimeSpan> ListAsync(ReferralsClient client, bool readAhead)
    {
        long started = Stopwatch.GetTimestamp();
        int pages = 0;
        await foreach (ReferralPage _ in client.ListAsync(new ReferralQuery { ReadAhead = readAhead }).AsPages())
        {
            pages++;
            await Task.Delay(Work);
        }

        return pages == Pages
            ? Stopwatch.GetElapsedTime(started)
            : throw new InvalidOperationException($"{pages} pages came instead of {Pages}.");
    }
}
