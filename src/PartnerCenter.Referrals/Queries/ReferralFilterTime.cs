namespace PartnerCenter.Referrals;

/// <summary>A time of a <see cref="ReferralFilter"/>. Compared as an instant, whatever the offset; sent in UTC.</summary>
/// <remarks>That this field can be filtered by is documented; the operators are not, but are likely to work, and polling needs them.</remarks>
public sealed class ReferralFilterTime
{
    private readonly string _path;

    internal ReferralFilterTime(string path) => _path = path;

    /// <summary>At exactly this time.</summary>
    /// <param name="field">The field.</param>
    /// <param name="time">The time.</param>
    public static ReferralFilter operator ==(ReferralFilterTime field, DateTimeOffset time) => field.Compared("eq", time);

    /// <summary>At any other time.</summary>
    /// <param name="field">The field.</param>
    /// <param name="time">The time.</param>
    public static ReferralFilter operator !=(ReferralFilterTime field, DateTimeOffset time) => field.Compared("ne", time);

    /// <summary>Before.</summary>
    /// <param name="field">The field.</param>
    /// <param name="time">The time.</param>
    public static ReferralFilter operator <(ReferralFilterTime field, DateTimeOffset time) => field.Compared("lt", time);

    /// <summary>After.</summary>
    /// <param name="field">The field.</param>
    /// <param name="time">The time.</param>
    public static ReferralFilter operator >(ReferralFilterTime field, DateTimeOffset time) => field.Compared("gt", time);

    /// <summary>Until and at.</summary>
    /// <param name="field">The field.</param>
    /// <param name="time">The time.</param>
    public static ReferralFilter operator <=(ReferralFilterTime field, DateTimeOffset time) => field.Compared("le", time);

    /// <summary>From and at.</summary>
    /// <param name="field">The field.</param>
    /// <param name="time">The time.</param>
    public static ReferralFilter operator >=(ReferralFilterTime field, DateTimeOffset time) => field.Compared("ge", time);

    /// <summary>The path in the words of the wire.</summary>
    public override string ToString() => _path;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    public override int GetHashCode() => _path.GetHashCode(StringComparison.Ordinal);

    private ReferralFilter Compared(string word, DateTimeOffset time) => ReferralFilter.Atom($"{_path} {word} {DateTimeOffsetConverter.Text(time)}");
}
