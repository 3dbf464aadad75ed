namespace PartnerCenter.Referrals;

/// <summary>
/// Represents a date and time field in a <see cref="ReferralFilter"/>. A time is compared as an instant, whatever its offset, and sent in
/// UTC.
/// </summary>
/// <remarks>
/// Microsoft documents that you can filter by this field, but not with which operators. They are likely to work, and polling depends on
/// them.
/// </remarks>
public sealed class ReferralFilterDateTimeField
{
    private readonly string _path;

    internal ReferralFilterDateTimeField(string path) => _path = path;

    /// <summary>Matches referrals whose time equals the given one.</summary>
    /// <param name="field">The field.</param>
    /// <param name="time">The time.</param>
    public static ReferralFilter operator ==(ReferralFilterDateTimeField field, DateTimeOffset time) => field.Compare("eq", time);

    /// <summary>Matches referrals whose time differs from the given one.</summary>
    /// <param name="field">The field.</param>
    /// <param name="time">The time.</param>
    public static ReferralFilter operator !=(ReferralFilterDateTimeField field, DateTimeOffset time) => field.Compare("ne", time);

    /// <summary>Matches referrals whose time is before the given one.</summary>
    /// <param name="field">The field.</param>
    /// <param name="time">The time.</param>
    public static ReferralFilter operator <(ReferralFilterDateTimeField field, DateTimeOffset time) => field.Compare("lt", time);

    /// <summary>Matches referrals whose time is after the given one.</summary>
    /// <param name="field">The field.</param>
    /// <param name="time">The time.</param>
    public static ReferralFilter operator >(ReferralFilterDateTimeField field, DateTimeOffset time) => field.Compare("gt", time);

    /// <summary>Matches referrals whose time is the given one or before it.</summary>
    /// <param name="field">The field.</param>
    /// <param name="time">The time.</param>
    public static ReferralFilter operator <=(ReferralFilterDateTimeField field, DateTimeOffset time) => field.Compare("le", time);

    /// <summary>Matches referrals whose time is the given one or after it.</summary>
    /// <param name="field">The field.</param>
    /// <param name="time">The time.</param>
    public static ReferralFilter operator >=(ReferralFilterDateTimeField field, DateTimeOffset time) => field.Compare("ge", time);

    /// <summary>Returns the JSON path of the field.</summary>
    public override string ToString() => _path;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    public override int GetHashCode() => _path.GetHashCode(StringComparison.Ordinal);

    private ReferralFilter Compare(string word, DateTimeOffset time) =>
        ReferralFilter.Atom($"{_path} {word} {DateTimeOffsetConverter.Text(time)}");
}
