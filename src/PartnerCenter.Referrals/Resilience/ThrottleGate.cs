namespace PartnerCenter.Referrals;

/// <summary>
/// When the service asked one call to wait, all calls of the client wait: whoever comes sooner counts against the limit (wire contract
/// 7.4). Thread-safe.
/// </summary>
internal sealed class ThrottleGate(TimeProvider time, CallTelemetry telemetry)
{
    // A service, or a proxy in its place, that asks for years must not silence the client for as long.
    private static readonly TimeSpan MaxClosure = TimeSpan.FromHours(1);

    private long _opensAt = time.GetTimestamp();

    public bool IsOpen => Remaining <= TimeSpan.Zero;

    // Zero or less if it is open.
    private TimeSpan Remaining => time.GetElapsedTime(time.GetTimestamp(), Volatile.Read(ref _opensAt));

    public void CloseFor(TimeSpan asked)
    {
        TimeSpan closure = asked < MaxClosure ? asked : MaxClosure;
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

    /// <summary>Waits until it is open.</summary>
    /// <exception cref="ThrottleGateClosedException">It stays closed for longer than the call has time.</exception>
    public async Task WaitAsync(ReferralCall call, CancellationToken cancellationToken)
    {
        while (Remaining is { Ticks: > 0 } remaining)
        {
            if (remaining >= call.Timeout - time.GetElapsedTime(call.Started))
            {
                throw new ThrottleGateClosedException(remaining);
            }

            TimeSpan wait = Backoff.AtLeast(remaining);
            telemetry.RecordWait(call, wait, "held_back", failure: null);
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
