namespace PartnerCenter.Referrals;

/// <summary>Represents a field in a <see cref="ReferralFilter"/> that can be compared for equality.</summary>
/// <typeparam name="T">The type of the field's values.</typeparam>
public sealed class ReferralFilterField<T>
    where T : notnull
{
    private readonly string _path;
    private readonly Func<T, string> _text;

    internal ReferralFilterField(string path, Func<T, string> text)
    {
        _path = path;
        _text = text;
    }

    /// <summary>Matches referrals whose field equals a value. Documented by Microsoft.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">The value is null, empty or not valid Unicode.</exception>
    public static ReferralFilter operator ==(ReferralFilterField<T> field, T value) => field.Compare("eq", value, nameof(value));

    /// <summary>Matches referrals whose field differs from a value. Not documented, but likely to work.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">The value is null, empty or not valid Unicode.</exception>
    public static ReferralFilter operator !=(ReferralFilterField<T> field, T value) => field.Compare("ne", value, nameof(value));

    /// <summary>
    /// Matches referrals whose field equals one of several values. The comparison is sent as a chain of <c>or</c>, which is not documented
    /// but likely to work. The filter is part of the URL, whose length servers limit: split more than a hundred values over several
    /// listings.
    /// </summary>
    /// <param name="values">The values; at least one.</param>
    /// <exception cref="ArgumentException">There is no value, or one is null, empty or not valid Unicode.</exception>
    public ReferralFilter In(params IReadOnlyList<T> values)
    {
        values = ListCopy.Of(values);
        if (values.Count == 0)
        {
            throw new ArgumentException("Pass at least one value: without values, the filter would match no referral.", nameof(values));
        }

        string chain = string.Join(" or ", values.Select(value => Compare("eq", value, nameof(values)).Text));
        return ReferralFilter.Atom(values.Count == 1 ? chain : $"({chain})");
    }

    /// <summary>Returns the JSON path of the field.</summary>
    public override string ToString() => _path;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    public override int GetHashCode() => _path.GetHashCode(StringComparison.Ordinal);

    private ReferralFilter Compare(string word, T value, string parameterName)
    {
        ArgumentNullException.ThrowIfNull(value, parameterName);
        return ReferralFilter.Atom($"{_path} {word} {ReferralFilter.Quoted(_text(value), parameterName)}");
    }
}
