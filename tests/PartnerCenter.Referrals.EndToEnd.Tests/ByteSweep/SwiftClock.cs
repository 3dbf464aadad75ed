namespace PartnerCenter.Referrals.EndToEnd.Tests.ByteSweep;

/// <summary>Provides the system's time, but lets no wait take any. Timers that limit something run as usual.</summary>
internal sealed class SwiftClock : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => base.CreateTimer(
        callback,
        state,
        state?.GetType().Name.StartsWith("DelayPromise", StringComparison.Ordinal) == true ? TimeSpan.Zero : dueTime,
        period);
}
