using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Matrix;

/// <summary>
/// A clock that stands still until told, and tells of the client's waits. It starts at the present, since the sign-in library knows no
/// other. A whole second, so that a date in a header is exact.
/// </summary>
internal sealed class MatrixClock() : FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds()))
{
    public static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(100);
    public static readonly TimeSpan AttemptLimit = TimeSpan.FromSeconds(30);

    public static readonly TimeSpan TokenLimit = TimeSpan.FromSeconds(60);

    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();
    private readonly Channel<TimeSpan> _attempts = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        // A limit is no wait; neither is the pace of a dripping answer, the only timer here that repeats.
        if (dueTime > TimeSpan.Zero
            && period == Timeout.InfiniteTimeSpan
            && dueTime != CallLimit
            && dueTime != AttemptLimit
            && dueTime != TokenLimit)
        {
            _waits.Writer.TryWrite(dueTime);
        }
        else if (dueTime == Timeout.InfiniteTimeSpan)
        {
            // Of an attempt's limit, which is set right after.
            _attempts.Writer.TryWrite(dueTime);
        }

        return timer;
    }

    /// <summary>The next wait that the client begins.</summary>
    public async Task<TimeSpan> NextWaitAsync(CancellationToken cancellationToken) => await _waits.Reader.ReadAsync(cancellationToken);

    public void ForgetWaits()
    {
        while (_waits.Reader.TryRead(out _))
        {
            // It belonged to the setting of the scene.
        }
    }

    /// <summary>Waits until the client begins its next attempt.</summary>
    public async Task NextAttemptAsync(CancellationToken cancellationToken) => await _attempts.Reader.ReadAsync(cancellationToken);

    public void ForgetAttempts()
    {
        while (_attempts.Reader.TryRead(out _))
        {
            // It began before what is waited for.
        }
    }
}
