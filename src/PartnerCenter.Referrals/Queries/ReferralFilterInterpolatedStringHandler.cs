using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace PartnerCenter.Referrals;

/// <summary>
/// Builds the text of <see cref="ReferralFilter.From"/> from an interpolated string. The compiler calls it; you write <c>$"…"</c>.
/// </summary>
/// <remarks>
/// <para>
/// A text becomes a literal with its quotes doubled (<c>'O''Brien'</c>), a GUID and a value such as <see cref="ReferralStatus"/> a quoted
/// literal, a <see cref="DateTimeOffset"/> an unquoted one in UTC (<c>2031-01-31T00:00:00Z</c>), and a number or a Boolean an unquoted one
/// in the invariant culture. Values of other types do not compile.
/// </para>
/// <para>
/// Null becomes the literal <c>null</c>, which OData defines: <c>externalReferenceId eq null</c> matches the referrals that have none. An
/// empty text is refused, because it is nearly always a value that was not set; write <c>''</c> into the expression if you mean it. Each
/// value needs white space, a parenthesis or a comma on both sides.
/// </para>
/// </remarks>
[InterpolatedStringHandler]
public readonly ref struct ReferralFilterInterpolatedStringHandler
{
    private const string NoUnspecifiedTime = "A DateTime has no offset. Pass a DateTimeOffset.";
    private const string NoCharacter = "Pass a string: a character would be converted to a number.";

    private readonly FilterExpressionBuilder _builder;

    /// <summary>Creates a handler for one expression.</summary>
    /// <param name="literalLength">The length of the text outside the values.</param>
    /// <param name="formattedCount">The number of values.</param>
    public ReferralFilterInterpolatedStringHandler(int literalLength, int formattedCount) =>
        _builder = new FilterExpressionBuilder(literalLength + (formattedCount * 16));

    /// <summary>Appends text of the expression, unchanged.</summary>
    /// <param name="value">The text.</param>
    public void AppendLiteral(string value) => _builder.AppendText(value);

    /// <summary>Appends a text literal, quoted, with its quotes doubled.</summary>
    /// <param name="value">The text, or null for <c>null</c>.</param>
    /// <exception cref="ArgumentException">
    /// The text is empty or not valid Unicode, or the value is inside quotes or next to other text.
    /// </exception>
    public void AppendFormatted(string? value) => _builder.AppendValue(value is null ? null : Quoted(value));

    /// <summary>Appends a GUID as a quoted literal, the form that Microsoft documents for <c>engagementId</c>.</summary>
    /// <param name="value">The GUID, or null for <c>null</c>.</param>
    /// <exception cref="ArgumentException">The value is inside quotes or next to other text.</exception>
    public void AppendFormatted(Guid? value) => _builder.AppendValue(value is { } id ? Quoted(id.ToString()) : null);

    /// <summary>Appends a time in UTC, unquoted.</summary>
    /// <param name="value">The time with any offset, or null for <c>null</c>.</param>
    /// <exception cref="ArgumentException">The value is inside quotes or next to other text.</exception>
    public void AppendFormatted(DateTimeOffset? value) =>
        _builder.AppendValue(value is { } time ? DateTimeOffsetConverter.Text(time) : null);

    /// <summary>Appends <c>true</c> or <c>false</c>.</summary>
    /// <param name="value">The value, or null for <c>null</c>.</param>
    /// <exception cref="ArgumentException">The value is inside quotes or next to other text.</exception>
    public void AppendFormatted(bool? value) => _builder.AppendValue(value is { } flag ? flag ? "true" : "false" : null);

    /// <summary>Appends a whole number in the invariant culture.</summary>
    /// <param name="value">The number, or null for <c>null</c>.</param>
    /// <exception cref="ArgumentException">The value is inside quotes or next to other text.</exception>
    public void AppendFormatted(long? value) => _builder.AppendValue(value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>Appends a decimal number in the invariant culture.</summary>
    /// <param name="value">The number, or null for <c>null</c>.</param>
    /// <exception cref="ArgumentException">The value is inside quotes or next to other text.</exception>
    public void AppendFormatted(decimal? value) => _builder.AppendValue(value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>Appends a value of an extensible enum, such as a <see cref="ReferralStatus"/>, as a quoted literal.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="value">The value, or null for <c>null</c>.</param>
    /// <exception cref="ArgumentException">
    /// The value is empty or not valid Unicode, or is inside quotes or next to other text.
    /// </exception>
    public void AppendFormatted<T>(ExtensibleEnum<T>? value)
        where T : ExtensibleEnum<T>, IExtensibleEnum<T> => AppendFormatted(value?.Value);

    /// <summary>Makes the compiler refuse a <see cref="DateTime"/>, because it has no offset.</summary>
    /// <param name="value">The value that is refused.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    [Obsolete(NoUnspecifiedTime, error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public void AppendFormatted(DateTime? value) => throw new NotSupportedException(NoUnspecifiedTime);

    /// <summary>Makes the compiler refuse a character, because it would be converted to a number.</summary>
    /// <param name="value">The value that is refused.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    [Obsolete(NoCharacter, error: true), EditorBrowsable(EditorBrowsableState.Never)]
    public void AppendFormatted(char? value) => throw new NotSupportedException(NoCharacter);

    /// <summary>Returns the type's name only, because the text holds values.</summary>
    public override string ToString() => nameof(ReferralFilterInterpolatedStringHandler);

    /// <summary>Returns the finished expression.</summary>
    /// <exception cref="ArgumentException">A quote is not closed.</exception>
    internal string ToText() => _builder is null ? "" : _builder.ToText();

    private static string Quoted(string value) => ReferralFilter.Quoted(value, FilterExpressionBuilder.ParameterName);
}
