using System.Net;

namespace PartnerCenter.Referrals;

/// <summary>
/// Makes all calls of the client wait when one of them was throttled, because a call that is sent too early counts against the limit (wire
/// contract 7.4). While it is closed, one call at a time is let through early, as a probe: if the service answers it, the gate opens. It is
/// thread-safe.
/// </summary>
internal sealed class ThrottleGate(TimeProvider time, CallTelemetry telemetry)
{
    // A Retry-After of years, from the service or from a proxy in its place, must not block the client for that long.
    private static readonly TimeSpan MaxClosure = TimeSpan.FromMinutes(5);

    // Waits of the usual lengths are obeyed by all calls; the service's documented sample is 57 seconds.
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private long _opensAt = time.GetTimestamp();
    private long _nextProbeAt;
    private ReferralCall? _probe;
    private TaskCompletionSource _changed = NewSignal();

    public bool IsOpen => Remaining <= TimeSpan.Zero;

    // Zero or less if the gate is open.
    private TimeSpan Remaining => Until(Volatile.Read(ref _opensAt));

    /// <summary>
    /// Waits until the gate is open, or until the call may go as the probe. Its caller also calls <see cref="Release"/> after the attempt.
    /// </summary>
    /// <exception cref="ThrottleGateClosedException">The gate stays closed for longer than the call waits.</exception>
    public async Task WaitAsync(ReferralCall call, CancellationToken cancellationToken)
    {
        Task? unnoticed = null;
        while (NextStep(call) is (var wait, var changed))
        {
            telemetry.LogThrottlingWait(call, wait);
            long started = time.GetTimestamp();
            using (CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
            {
                await Task.WhenAny(changed, Task.Delay(wait, time, ended.Token)).ConfigureAwait(false);
                await ended.CancelAsync().ConfigureAwait(false); // The delay holds a timer.
            }

            cancellationToken.ThrowIfCancellationRequested();
            bool isNoticed = changed.IsCompleted;
            unnoticed = isNoticed ? null : changed;
            if (isNoticed)
            {
                await SpreadAsync(cancellationToken).ConfigureAwait(false);
            }

            telemetry.RecordWait(call, time.GetElapsedTime(started), "throttled");
        }

        if (unnoticed is { IsCompleted: true } && !ReferenceEquals(Volatile.Read(ref _probe), call))
        {
            // The gate opened just after the call's own wait had ended. A probe does not wait, because nobody would release it.
            await SpreadAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // The calls that wait do not all start at the same time.
    private Task SpreadAsync(CancellationToken cancellationToken) =>
        Task.Delay(Backoff.AtLeast(TimeSpan.Zero), time, cancellationToken);

    /// <summary>Notes what an attempt shows: a 429 with a time closes the gate, and a probe that is answered opens it.</summary>
    public void Record(ReferralCall call, Exception? failure)
    {
        if (TimeToWait(failure) is { } retryAfter)
        {
            CloseFor(retryAfter < MaxClosure ? retryAfter : MaxClosure, call);
        }
        else if (ReferenceEquals(Volatile.Read(ref _probe), call) && IsServed(failure))
        {
            Open();
        }
    }

    /// <summary>Ends the probe, if the call was the probe.</summary>
    public void Release(ReferralCall call) => Interlocked.CompareExchange(ref _probe, null, call);

    // A 503 speaks for its own request only. Without a token no call can be sent, so Entra's throttling applies to all calls too.
    private static TimeSpan? TimeToWait(Exception? failure) => failure switch
    {
        FailedResponseException { StatusCode: HttpStatusCode.TooManyRequests } response => response.RetryAfter,
        ReferralsAuthenticationException { IsTransient: true, IsOfOneRequest: false } token => token.RetryAfter,
        _ => null,
    };

    private static bool IsServed(Exception? failure) => failure switch
    {
        null or UnreadableResponseException => true,
        FailedResponseException response => (int)response.StatusCode is >= 400 and < 500 and not (408 or 429),
        _ => false,
    };

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Null if the call may go.
    private (TimeSpan Wait, Task Changed)? NextStep(ReferralCall call)
    {
        lock (_lock)
        {
            TimeSpan remaining = Remaining;
            if (remaining <= TimeSpan.Zero)
            {
                return null;
            }

            TimeSpan untilProbe = _probe is null ? Until(_nextProbeAt) : ProbeInterval;
            if (untilProbe <= TimeSpan.Zero)
            {
                _probe = call;
                _nextProbeAt = After(ProbeInterval);
                return null;
            }

            TimeSpan wait = Backoff.AtLeast(remaining);
            return !call.IsOfDiagnosis && wait < call.Timeout - time.GetElapsedTime(call.Started)
                ? (wait < untilProbe ? wait : Backoff.AtLeast(untilProbe), _changed.Task)
                : throw new ThrottleGateClosedException(remaining);
        }
    }

    private void CloseFor(TimeSpan closure, ReferralCall call)
    {
        lock (_lock)
        {
            // The service's answer to the probe is its latest word. Otherwise the longest time counts, however the answers come.
            long opensAt = After(closure);
            bool isProbe = ReferenceEquals(_probe, call);
            if (closure <= TimeSpan.Zero || (opensAt <= _opensAt && !isProbe))
            {
                return;
            }

            Volatile.Write(ref _opensAt, opensAt);
            _nextProbeAt = After(ProbeInterval);
            if (isProbe)
            {
                Signal();
            }
        }

        telemetry.LogThrottled(call, closure);
    }

    private void Open()
    {
        lock (_lock)
        {
            if (IsOpen)
            {
                return;
            }

            Volatile.Write(ref _opensAt, time.GetTimestamp());
            Signal();
        }

        telemetry.LogThrottlingEnded();
    }

    private void Signal()
    {
        _changed.SetResult();
        _changed = NewSignal();
    }

    private TimeSpan Until(long timestamp) => time.GetElapsedTime(time.GetTimestamp(), timestamp);

    private long After(TimeSpan wait) => time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency);
}
