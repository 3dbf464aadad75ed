using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Matrix;

/// <summary>
/// Provides a clock that moves only when a test advances it, and reports the client's waits. It starts at the present, because MSAL uses
/// the system clock, and at a whole second, so that a date in a header is exact.
/// </summary>
internal sealed class MatrixClock() : FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds()))
{
    public static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(100);
    public static readonly TimeSpan AttemptLimit = TimeSpan.FromSeconds(30);

    public static readonly TimeSpan TokenLimit = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan StoreWriteLimit = TimeSpan.FromSeconds(10);

    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();
    private readonly Channel<TimeSpan> _attempts = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        // Only a Task.Delay is a wait. The other timers limit the time of something else, or are the pace of a dripping response.
        if (state?.GetType().Name.StartsWith("DelayPromise", StringComparison.Ordinal) == true)
        {
            _waits.Writer.TryWrite(dueTime);
        }
        else if (dueTime == Timeout.InfiniteTimeSpan)
        {
            // This timer belongs to an attempt's timeout, which is set immediately afterwards.
            _attempts.Writer.TryWrite(dueTime);
        }

        return timer;
    }

    /// <summary>Waits for the next wait that the client begins.</summary>
    public async Task<TimeSpan> NextWaitAsync(CancellationToken cancellationToken) => await _waits.Reader.ReadAsync(cancellationToken);

    public void ForgetWaits()
    {
        while (_waits.Reader.TryRead(out _))
        {
            // This wait belonged to the preparation of the cell.
        }
    }

    /// <summary>Waits until the client begins its next attempt.</summary>
    public async Task NextAttemptAsync(CancellationToken cancellationToken) => await _attempts.Reader.ReadAsync(cancellationToken);

    public void ForgetAttempts()
    {
        while (_attempts.Reader.TryRead(out _))
        {
            // This attempt began before the awaited one.
        }
    }
}
