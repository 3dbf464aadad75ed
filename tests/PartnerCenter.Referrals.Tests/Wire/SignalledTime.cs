using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Provides a clock that moves only when a test advances it, and signals when code starts to wait on it.</summary>
internal sealed class SignalledTime() : FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero))
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Waits until code waits for a time within the given bounds, and returns that time.</summary>
    public async Task<TimeSpan> WaitStartedAsync(TimeSpan atLeast, TimeSpan atMost)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30)); // The limit ends a test that hangs; a passing test never waits for it.
        try
        {
            while (true)
            {
                TimeSpan due = await _waits.Reader.ReadAsync(patience.Token);
                if (due >= atLeast && due <= atMost)
                {
                    return due;
                }
            }
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Nobody waited for {atLeast} to {atMost}.");
        }
    }
}
