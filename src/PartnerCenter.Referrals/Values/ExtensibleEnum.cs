using System.Diagnostics.CodeAnalysis;

namespace PartnerCenter.Referrals;

/// <summary>
/// Represents a text from an open set. This library names the values that it knows; it reads, keeps and writes every other text unchanged.
/// </summary>
/// <remarks>
/// <para>
/// Instances are immutable and thread-safe. Two values are equal if their texts are equal, ignoring case. Each value keeps its text as it
/// was given.
/// </para>
/// <para>
/// Reading JSON and <see cref="Parse"/> return a named member, such as <see cref="ReferralStatus.New"/>, if the text is exactly the
/// member's text, and a new value otherwise. The service sends empty texts, so an empty text is a valid value, but it is not a known one.
/// </para>
/// </remarks>
/// <typeparam name="TSelf">The derived type itself.</typeparam>
[SuppressMessage("Naming", "CA1711", Justification = "The Azure SDK calls this kind of type an extensible enum.")]
[SuppressMessage("Design", "CA1000", Justification = "Callers use the derived types, as in ReferralStatus.Parse.")]
public abstract class ExtensibleEnum<TSelf> : IEquatable<TSelf>, IParsable<TSelf>
    where TSelf : ExtensibleEnum<TSelf>, IExtensibleEnum<TSelf>
{
    private protected ExtensibleEnum(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Value = value;
    }

    /// <summary>Gets the text exactly as the service wrote it or as you gave it; never null.</summary>
    public string Value { get; }

    /// <summary>Gets whether this version of the library names the text, ignoring case.</summary>
    public bool IsKnown => Array.Exists(Known.Members, Equals);

    /// <summary>Returns whether two values are equal, ignoring case.</summary>
    /// <param name="left">The first value, or null.</param>
    /// <param name="right">The second value, or null.</param>
    public static bool operator ==(ExtensibleEnum<TSelf>? left, ExtensibleEnum<TSelf>? right) =>
        string.Equals(left?.Value, right?.Value, StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns whether two values are different, ignoring case.</summary>
    /// <param name="left">The first value, or null.</param>
    /// <param name="right">The second value, or null.</param>
    public static bool operator !=(ExtensibleEnum<TSelf>? left, ExtensibleEnum<TSelf>? right) => !(left == right);

    /// <summary>
    /// Returns the value for a text: the named member if the text is exactly the member's text, and a new value otherwise.
    /// </summary>
    /// <param name="text">The text, known or not.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static TSelf Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Known.TryGet(text, out TSelf? known) ? known : TSelf.Create(text);
    }

    /// <summary>Tries to get the value for a text, as <see cref="Parse"/> does. Only null has no value.</summary>
    /// <param name="text">The text, known or not.</param>
    /// <param name="value">The value, or null if <paramref name="text"/> is null.</param>
    /// <returns>False if <paramref name="text"/> is null, otherwise true.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [MaybeNullWhen(false)] out TSelf value)
    {
        value = text is null ? null : Parse(text);
        return value is not null;
    }

    static TSelf IParsable<TSelf>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<TSelf>.TryParse(string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out TSelf result) =>
        TryParse(s, out result);

    /// <summary>Returns whether this value and another one are equal, ignoring case.</summary>
    /// <param name="other">The other value, or null.</param>
    public bool Equals(TSelf? other) => this == other;

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => obj is TSelf other && this == other;

    /// <inheritdoc/>
    public sealed override int GetHashCode() => Value.GetHashCode(StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Returns the <see cref="Value"/>. If this version does not know the value, and it is longer than 128 characters or has characters
    /// other than letters, digits and <c>-_.:/+=|$[]</c>, returns the name of the type instead: the text is for messages and logs, which
    /// such a value could forge. Use <see cref="Value"/> as data.
    /// </summary>
    public sealed override string ToString() =>
        Value.Length == 0 || IsKnown ? Value : ForeignWord.Of(Value) ?? typeof(TSelf).Name;

    /// <summary>
    /// Holds the named members by their exact text. The members are read from the derived type, which runs its initializers. If each member
    /// registered itself instead, it would be unknown until some code used the type.
    /// </summary>
    internal static class Known
    {
        internal static readonly TSelf[] Members = TSelf.Members;

        private static readonly Dictionary<string, TSelf>.AlternateLookup<ReadOnlySpan<char>> ByText =
            Members.ToDictionary(member => member.Value, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

        internal static bool TryGet(ReadOnlySpan<char> text, [NotNullWhen(true)] out TSelf? member) => ByText.TryGetValue(text, out member);
    }
}
