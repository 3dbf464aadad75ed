namespace PartnerCenter.Referrals;

/// <summary>
/// Makes all calls of the client wait when one of them received a Retry-After, because a call that is sent too early counts against the
/// limit (wire contract 7.4). It is thread-safe.
/// </summary>
internal sealed class ThrottleGate(TimeProvider time, CallTelemetry telemetry)
{
    // A Retry-After of years, from the service or from a proxy in its place, must not block the client for that long.
    private static readonly TimeSpan MaxClosure = TimeSpan.FromHours(1);

    private long _opensAt = time.GetTimestamp();

    public bool IsOpen => Remaining <= TimeSpan.Zero;

    // Zero or less if the gate is open.
    private TimeSpan Remaining => time.GetElapsedTime(time.GetTimestamp(), Volatile.Read(ref _opensAt));

    public void CloseFor(TimeSpan retryAfter)
    {
        TimeSpan closure = retryAfter < MaxClosure ? retryAfter : MaxClosure;
        long opensAt = time.GetTimestamp() + (long)(closure.TotalSeconds * time.TimestampFrequency);
        long known = Volatile.Read(ref _opensAt);
        while (opensAt > known)
        {
            long seen = Interlocked.CompareExchange(ref _opensAt, opensAt, known);
            if (seen == known)
            {
                return;
            }

            known = seen;
        }
    }

    /// <summary>Waits until the gate is open.</summary>
    /// <exception cref="ThrottleGateClosedException">The gate stays closed for longer than the call has time left.</exception>
    public async Task WaitAsync(ReferralCall call, CancellationToken cancellationToken)
    {
        while (Remaining is { Ticks: > 0 } remaining)
        {
            if (remaining >= call.Timeout - time.GetElapsedTime(call.Started))
            {
                throw new ThrottleGateClosedException(remaining);
            }

            TimeSpan wait = Backoff.AtLeast(remaining);
            telemetry.RecordWait(call, wait, "throttled", failure: null);
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
