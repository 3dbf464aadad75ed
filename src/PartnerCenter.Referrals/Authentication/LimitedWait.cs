namespace PartnerCenter.Referrals;

/// <summary>
/// Runs code that may hang, and waits for it no longer than allowed. Code that does not end by then is left behind: it runs on another
/// thread where nobody waits for it, and its late failure is observed and dropped.
/// </summary>
/// <remarks>
/// What was left behind may hold a thread for ever. Ten runs of one instance can hang without a consequence; while that many hang, another
/// one starts only ten minutes after the last was left.
/// </remarks>
/// <param name="time">The clock.</param>
internal sealed class LimitedWait(TimeProvider time)
{
    private const int MaxHanging = 10;
    private static readonly TimeSpan PauseWhileManyHang = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private int _hanging;
    private long _lastLeft;

    /// <summary>Runs code on another thread and returns its result.</summary>
    /// <param name="run">The code. Its token is cancelled when it is left behind.</param>
    /// <param name="cancellationToken">A token that ends the wait, whatever the code does.</param>
    /// <param name="late">A function that receives a result that nobody waits for any more; null to drop it.</param>
    /// <exception cref="ReferralsAuthenticationException">Too many earlier runs hang.</exception>
    public async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> run, CancellationToken cancellationToken, Func<T, Task>? late = null)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RefuseIfManyHang();
        // The code may register callbacks that block or throw, so it gets a token of its own.
        CancellationTokenSource given = new();
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static source => Cancel((CancellationTokenSource)source!), given);
        Task<T> running = Task.Run(() => run(given.Token), CancellationToken.None);
        try
        {
            return await running.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Cancel(given); // The registration may have gone before its turn.
            Observe(LeaveAsync(running, late));
            throw;
        }
    }

    private async Task LeaveAsync<T>(Task<T> running, Func<T, Task>? late)
    {
        lock (_lock)
        {
            _hanging++;
            _lastLeft = time.GetTimestamp();
        }

        try
        {
            T result = await running.ConfigureAwait(false);
            await (late?.Invoke(result) ?? Task.CompletedTask).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                _hanging--;
            }
        }
    }

    private void RefuseIfManyHang()
    {
        lock (_lock)
        {
            if (_hanging < MaxHanging || time.GetElapsedTime(_lastLeft) >= PauseWhileManyHang)
            {
                return;
            }
        }

        string finding = $"{MaxHanging} earlier token requests hang and ignore their cancellation.";
        const string advice = "Find out which callback, store or handler of the credential does not return.";
        throw new ReferralsAuthenticationException($"{finding} {advice}") { Finding = finding, NextStep = advice, IsTransient = true };
    }

    private static void Cancel(CancellationTokenSource given) => Observe(given.CancelAsync());

    // Keeps a failure that nobody waits for from being reported as unobserved.
    private static void Observe(Task left) => left.ContinueWith(
        static ended => _ = ended.Exception, CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
