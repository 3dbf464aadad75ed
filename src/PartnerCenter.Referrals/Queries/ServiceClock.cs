namespace PartnerCenter.Referrals;

/// <summary>
/// Compares the times of changes with the service's own time. A machine of the service whose clock is wrong can give a change a time that
/// lies years ahead.
/// </summary>
/// <param name="Time">The service's time, in UTC; null if no response said it, and then no change counts as ahead.</param>
internal sealed record ServiceClock(DateTimeOffset? Time)
{
    // The Date header has whole seconds, and the clocks of the service's machines differ a little.
    private static readonly TimeSpan Allowance = TimeSpan.FromSeconds(2);

    /// <summary>Gets the clock of a service that has not sent its time.</summary>
    public static ServiceClock Unknown { get; } = new((DateTimeOffset?)null);

    /// <summary>Gets the latest time of a change that is not ahead; null if the service's time is unknown.</summary>
    public DateTimeOffset? Latest =>
        Time is { } time ? DateTimeOffset.MaxValue - time > Allowance ? time + Allowance : DateTimeOffset.MaxValue : null;

    /// <summary>Returns whether a change lies ahead of the service's time.</summary>
    public bool IsAhead(DateTimeOffset? updated) => updated > Latest;

    /// <summary>
    /// Returns the time up to which a reading is complete after a page: that of its newest change, but never past the service's time.
    /// </summary>
    public DateTimeOffset? Reached(IEnumerable<DateTimeOffset> page)
    {
        DateTimeOffset? newest = page.Where(updated => !IsAhead(updated)).Max(updated => (DateTimeOffset?)updated);
        return newest > Time ? Time : newest?.ToUniversalTime();
    }
}
