namespace PartnerCenter.Referrals;

/// <summary>
/// Measures by the service's clock for how long readings have brought nothing new. That clock may be wrong: it may differ from the clock
/// that gives the changes their times, go back, or be set. The measure therefore adds up the steps between readings.
/// </summary>
/// <param name="Last">The last service's time that is known, in UTC; null if no response said it.</param>
/// <param name="Length">
/// How long nothing new has come, up to that time; null if the reading with the last change does not say when it was.
/// </param>
internal sealed record QuietTime(DateTimeOffset? Last, TimeSpan? Length)
{
    // Readings are seldom further apart, and a clock that is wrong by years would count as years without a change.
    private static readonly TimeSpan MaxStep = TimeSpan.FromDays(2);
    private static readonly TimeSpan MaxLength = TimeSpan.FromDays(8);

    /// <summary>Gets the measure of a feed whose service has not said its time.</summary>
    public static QuietTime Unknown { get; } = new(null, null);

    /// <summary>Gets whether the measure is one that <see cref="AfterNothing"/> can return.</summary>
    public bool IsPossible => Length is null || (Last is not null && Length >= TimeSpan.Zero && Length <= MaxLength);

    /// <summary>Returns the measure after something new, which starts it again.</summary>
    /// <param name="time">The service's time, in UTC; null if the response does not say.</param>
    public QuietTime AfterNews(DateTimeOffset? time) => time is null ? this with { Length = null } : new QuietTime(time, TimeSpan.Zero);

    /// <summary>Returns the measure after a complete reading that brought nothing new.</summary>
    /// <param name="time">The service's time, in UTC.</param>
    public QuietTime AfterNothing(DateTimeOffset time)
    {
        if (Length is not { } length || Last is not { } last || IsBack(time))
        {
            return new QuietTime(time, TimeSpan.Zero);
        }

        TimeSpan step = time - last;
        return step < TimeSpan.Zero ? this : new QuietTime(time, Min(length + (step > MaxStep ? TimeSpan.Zero : step), MaxLength));
    }

    /// <summary>
    /// Returns the time that a further reading without anything new confirms; null if the time without a change before it was not longer
    /// than the overlap. Two readings have to agree, because one response may have a wrong time.
    /// </summary>
    /// <param name="overlap">The overlap of the checkpoint.</param>
    /// <param name="time">The service's time of the further reading, in UTC.</param>
    public DateTimeOffset? Confirmed(TimeSpan overlap, DateTimeOffset time) =>
        Length > overlap && !IsBack(time) ? (Last < time ? Last : time) : null;

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private bool IsBack(DateTimeOffset time) => new ServiceClock(time).IsAhead(Last);
}
