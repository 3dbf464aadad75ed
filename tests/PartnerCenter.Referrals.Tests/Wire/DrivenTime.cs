using Microsoft.Extensions.Time.Testing;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Provides a clock that moves by itself while the client waits, and that a simulated service moves while it works. A call that waits for
/// minutes then ends at once, and the clock shows how long it would have taken. It serves one call at a time.
/// </summary>
/// <param name="step">The step in which the clock moves. No timer is late by more than a step.</param>
internal sealed class DrivenTime(TimeSpan step) : FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero))
{
    private readonly Lock _step = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        // Only the timer of a delay has a task as its state. The others belong to time limits, which a call does not wait for.
        if (state is Task delay && dueTime > TimeSpan.Zero)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ => Pass(dueTime, () => delay.IsCompleted), null);
        }

        return timer;
    }

    /// <summary>Lets the time pass that a request takes.</summary>
    /// <exception cref="OperationCanceledException">The client did not wait so long.</exception>
    public void Work(TimeSpan duration, CancellationToken cancellationToken)
    {
        Pass(duration, () => cancellationToken.IsCancellationRequested);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private void Pass(TimeSpan duration, Func<bool> isOver)
    {
        for (TimeSpan left = duration; left > TimeSpan.Zero && !isOver(); left -= step)
        {
            // The clock wakes nobody while another thread, perhaps suspended, still does so for its own step.
            lock (_step)
            {
                Advance(left < step ? left : step);
            }
        }
    }
}
