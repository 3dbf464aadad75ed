namespace PartnerCenter.Referrals;

/// <summary>Keeps the calendar day of a closing date. The service stores a time in UTC, but people agree on a day.</summary>
internal static class ClosingDate
{
    /// <summary>
    /// Returns midnight in UTC of the same day for a value at midnight of another offset, which is what a local <see cref="DateTime"/>
    /// without a time of day becomes. In UTC it could be the day before. Any other value is a point in time and is returned unchanged, so
    /// that a time that was read and converted to local time is written back as it was.
    /// </summary>
    public static DateTimeOffset? Of(DateTimeOffset? value) =>
        value is { TimeOfDay.Ticks: 0 } date && date.Offset != TimeSpan.Zero ? AtMidnight(date) : value;

    /// <summary>
    /// Returns the closing date of a new deal. Nothing was read, so a value with another offset stands for its day at any time of day.
    /// </summary>
    public static DateTimeOffset OfNewDeal(DateTimeOffset value) => value.Offset == TimeSpan.Zero ? value : AtMidnight(value);

    private static DateTimeOffset AtMidnight(DateTimeOffset value) => new(value.Date, TimeSpan.Zero);
}
