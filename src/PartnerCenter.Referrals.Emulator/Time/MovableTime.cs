namespace PartnerCenter.Referrals.Emulator;

/// <summary>Provides another provider's time, from which it can be moved forward.</summary>
/// <param name="source">The provider that the time comes from. It also runs the timers, whose waits a move does not shorten.</param>
internal sealed class MovableTime(TimeProvider source) : TimeProvider
{
    // Beyond this time, dates that the emulator derives from the current one would not be valid.
    private static readonly DateTimeOffset Latest = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private long _offset;

    public override TimeZoneInfo LocalTimeZone => source.LocalTimeZone;

    public override long TimestampFrequency => source.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => source.GetUtcNow() + new TimeSpan(Interlocked.Read(ref _offset));

    public override long GetTimestamp() => source.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        source.CreateTimer(callback, state, dueTime, period);

    /// <summary>Moves the time forward. It cannot go back, because versions and dates of referrals would repeat.</summary>
    /// <exception cref="ArgumentException">The time is not positive, or leads beyond the year 9000.</exception>
    public void Advance(TimeSpan by)
    {
        if (by <= TimeSpan.Zero)
        {
            throw new ArgumentException("The clock can only be moved forward.", nameof(by));
        }

        if (by > Latest - GetUtcNow())
        {
            throw new ArgumentException("The clock cannot be moved beyond the year 9000.", nameof(by));
        }

        Interlocked.Add(ref _offset, by.Ticks);
    }
}
