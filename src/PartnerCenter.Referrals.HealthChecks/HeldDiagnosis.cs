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
    /// <param name="timeout">How long to wait, by the clock of the container.</param>
    /// <param name="cancellationToken">Ends the wait. The diagnosis goes on, because other probes may wait for it.</param>
    /// <returns>The diagnosis; null if it did not end in time. It goes on then, too.</returns>
    public async Task<ReferralsDiagnosis?> GetAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(timeout, client.ContainerClock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
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

        try
        {
            return (await run.WaitAsync(either.Token).ConfigureAwait(false)).Diagnosis;
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
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
