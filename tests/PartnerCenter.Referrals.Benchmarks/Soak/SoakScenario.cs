using System.Diagnostics;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>
/// Calls an emulator in another process for many minutes under random faults, outages and restarts, and checks that this process holds no
/// more at the end than at minute two, and that every deal is accounted for.
/// </summary>
internal static class SoakScenario
{
    private const int Seed = 20_261_127;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(12);

    // In steps: the client is replaced at each one, the service is away at every third, and starts again at every seventh.
    private const int StepsOfOutage = 3;
    private const int StepsOfRestart = 7;

    public static async Task<bool> RunAsync(int minutes)
    {
        Report.Line($"{"minute",6} {"calls",9} {"failed",8} {"deals",7} {"MB",7} {"set MB",7} {"handles",8} {"threads",8} {"timers",7}");
        var ledger = new SoakLedger();
        await using SoakService service = await SoakService.StartAsync(Seed);
        using var callers = new SoakCallers(service, ledger);
        using var stop = new CancellationTokenSource();
        Task running = callers.RunAsync(Seed, stop.Token);
        List<SoakSample> samples = [];
        int step = 0;
        for (int minute = 1; minute <= minutes; minute++)
        {
            for (long began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < Minute - (1.5 * Step); step++)
            {
                await DisturbAsync(service, callers, step);
                await Task.Delay(Step);
            }

            await callers.PauseAsync();
            callers.ReplaceClient();
            samples.Add(SoakSample.Take());
            Print(minute, callers, ledger, samples[^1]);
            callers.Continue();
        }

        await stop.CancelAsync();
        await running;
        ledger.Compare(await service.RecordsAsync());
        return ReportOn(ledger) & samples[^1].ReportAgainst(samples[1]);
    }

    private static async Task DisturbAsync(SoakService service, SoakCallers callers, int step)
    {
        callers.ReplaceClient();
        if (step % StepsOfRestart == StepsOfRestart - 1)
        {
            await service.RestartAsync();
        }
        else if (step % StepsOfOutage == StepsOfOutage - 1)
        {
            await service.InterruptAsync();
        }
    }

    private static void Print(int minute, SoakCallers callers, SoakLedger ledger, SoakSample now)
    {
        (long calls, long failed) = (callers.Calls, callers.Failures);
        (double live, double set) = (now.ManagedMegabytes, now.WorkingSetMegabytes);
        Report.Line(
            $"""
            {minute,6} {calls,9:N0} {failed,8:N0} {ledger.Deals,7:N0} {live,7:N2} {set,7:N0} {now.Handles,8} {now.Threads,8} {now.Timers,7}
            """);
    }

    private static bool ReportOn(SoakLedger ledger)
    {
        foreach (string complaint in ledger.Complaints)
        {
            Report.Line($"      {complaint}");
        }

        Report.Figure($"creates      {Outcomes(ledger.Count)}");
        Report.Figure($"invitations  {Outcomes(ledger.CountInvitations)}");
        return Report.Target(
            ledger.Complaints.Count == 0, $"one record for each success, at most one for each unknown one, none for each failure");
    }

    private static string Outcomes(Func<SoakOutcome, int> count) =>
        string.Join(", ", Enum.GetValues<SoakOutcome>()[2..].Select(outcome => $"{outcome} {count(outcome)}"));
}
