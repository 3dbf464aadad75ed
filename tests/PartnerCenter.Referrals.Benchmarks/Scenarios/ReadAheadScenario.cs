using System.Diagnostics;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>
/// Measures how much time <see cref="ReferralQuery.ReadAhead"/> saves if the service takes as long for a page as the caller.
/// </summary>
internal static class ReadAheadScenario
{
    private const int Pages = 25;
    private const int PageSize = 100;
    private const int Pairs = 11;

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
            // The order alternates, so that a slower machine affects both alike.
            TimeSpan first = await ListAsync(client, readAhead: pair % 2 == 1);
            TimeSpan second = await ListAsync(client, readAhead: pair % 2 == 0);
            pairs.Add(pair % 2 == 0 ? (first, second) : (second, first));
        }

        double ratio = Median.Of(pairs.Select(pair => pair.Without / pair.With));
        (double delay, double work) = (ResponseDelay.TotalMilliseconds, Work.TotalMilliseconds);
        Report.Line($"{Pages} pages, each delayed by {delay} ms and processed for {work} ms; medians of {Pairs} pairs");
        Report.Figure($"without ReadAhead  {Median.Of(pairs.Select(pair => pair.Without)).TotalMilliseconds,8:N0} ms");
        Report.Figure($"with ReadAhead     {Median.Of(pairs.Select(pair => pair.With)).TotalMilliseconds,8:N0} ms");
        return Report.Target(
            ratio >= Targets.MinReadAheadGain, $"ratio              {ratio,8:N2} (at least {Targets.MinReadAheadGain:N1})");
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
            : throw new InvalidOperationException($"The listing returned {pages} pages instead of {Pages}.");
    }
}
