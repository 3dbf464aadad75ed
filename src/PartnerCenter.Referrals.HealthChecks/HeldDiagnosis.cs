namespace PartnerCenter.Referrals;

/// <summary>Shares one diagnosis of a client between all probes, and holds its result for a minute.</summary>
internal sealed class HeldDiagnosis(RegisteredClient client)
{
    private static readonly TimeSpan HoldTime = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private Task<(ReferralsDiagnosis Diagnosis, TimeProvider Clock, long EndedAt)>? _run;

    /// <summary>Returns the key of the shared diagnosis of a client in the container.</summary>
    public static string KeyOf(string? key) => key ?? "";

    /// <summary>Returns the held diagnosis, or waits for the one that runs or for a new one.</summary>
    /// <param name="cancellationToken">Ends the wait. The diagnosis goes on, because other probes may wait for it.</param>
    public async Task<ReferralsDiagnosis> GetAsync(CancellationToken cancellationToken)
    {
        Task<(ReferralsDiagnosis Diagnosis, TimeProvider Clock, long EndedAt)> run;
        lock (_lock)
        {
            if (_run is null || IsOver(_run))
            {
                // On the thread pool, so that no code of the application runs inside the lock.
                _run = Task.Run(RunAsync, CancellationToken.None);
            }

            run = _run;
        }

        return (await run.WaitAsync(cancellationToken).ConfigureAwait(false)).Diagnosis;
    }

    private static bool IsOver(Task<(ReferralsDiagnosis Diagnosis, TimeProvider Clock, long EndedAt)> run) =>
        run.IsCompleted && !(run.IsCompletedSuccessfully && run.Result.Clock.GetElapsedTime(run.Result.EndedAt) < HoldTime);

    private async Task<(ReferralsDiagnosis Diagnosis, TimeProvider Clock, long EndedAt)> RunAsync()
    {
        ReferralsDiagnosis diagnosis = await client.DiagnoseAsync().ConfigureAwait(false);
        TimeProvider clock = client.Clock;
        return (diagnosis, clock, clock.GetTimestamp());
    }
}
