using System.Diagnostics.CodeAnalysis;

namespace PartnerCenter.Referrals;

/// <summary>
/// A text from an open set: this library names the values it knows, and reads, keeps and writes every other text unchanged.
/// </summary>
/// <remarks>
/// <para>Immutable and thread-safe. Values are equal when their texts are equal ignoring case; each keeps the text it was given.</para>
/// <para>
/// Reading JSON and <see cref="Parse"/> return the named member, such as <see cref="ReferralStatus.New"/>, where the text is exactly the
/// member's, and a new value otherwise. An empty text is a value like any other, because the service sends it; it is not a known one.
/// </para>
/// </remarks>
/// <typeparam name="TSelf">The value type itself.</typeparam>
[SuppressMessage("Naming", "CA1711", Justification = "The name that the Azure SDK gave to this kind of type.")]
[SuppressMessage("Design", "CA1000", Justification = "Called on the derived types, as in ReferralStatus.Parse.")]
public abstract class ExtensibleEnum<TSelf> : IEquatable<TSelf>, IParsable<TSelf>
    where TSelf : ExtensibleEnum<TSelf>, IExtensibleEnum<TSelf>
{
    private protected ExtensibleEnum(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Value = value;
    }

    /// <summary>The text exactly as the service wrote it or you gave it; never null.</summary>
    public string Value { get; }

    /// <summary>Whether this version of the library names the text, ignoring case.</summary>
    public bool IsKnown => Array.Exists(Known.Members, Equals);

    /// <summary>Compares two values, ignoring case.</summary>
    /// <param name="left">One value, or null.</param>
    /// <param name="right">The other value, or null.</param>
    public static bool operator ==(ExtensibleEnum<TSelf>? left, ExtensibleEnum<TSelf>? right) =>
        string.Equals(left?.Value, right?.Value, StringComparison.OrdinalIgnoreCase);

    /// <summary>Compares two values, ignoring case.</summary>
    /// <param name="left">One value, or null.</param>
    /// <param name="right">The other value, or null.</param>
    public static bool operator !=(ExtensibleEnum<TSelf>? left, ExtensibleEnum<TSelf>? right) => !(left == right);

    /// <summary>Returns the value of a text: the named member where the text is exactly the member's, a new value otherwise.</summary>
    /// <param name="text">The text, known or not.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static TSelf Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Known.TryGet(text, out TSelf? known) ? known : TSelf.Create(text);
    }

    /// <summary>Returns the value of a text as <see cref="Parse"/> does. Only null is no value.</summary>
    /// <param name="text">The text, known or not.</param>
    /// <param name="value">The value, or null.</param>
    /// <returns>False where the text is null.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [MaybeNullWhen(false)] out TSelf value)
    {
        value = text is null ? null : Parse(text);
        return value is not null;
    }

    static TSelf IParsable<TSelf>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<TSelf>.TryParse(string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out TSelf result) =>
        TryParse(s, out result);

    /// <summary>Compares with a value, ignoring case.</summary>
    /// <param name="other">The value, or null.</param>
    public bool Equals(TSelf? other) => this == other;

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => obj is TSelf other && this == other;

    /// <inheritdoc/>
    public sealed override int GetHashCode() => Value.GetHashCode(StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns <see cref="Value"/>.</summary>
    public sealed override string ToString() => Value;

    /// <summary>
    /// The members by their exact text. They are asked for by name, which runs the initializers of the derived type: a member that
    /// registered itself would be unknown until somebody touched the type.
    /// </summary>
    internal static class Known
    {
        internal static readonly TSelf[] Members = TSelf.Members;

        private static readonly Dictionary<string, TSelf>.AlternateLookup<ReadOnlySpan<char>> ByText =
            Members.ToDictionary(member => member.Value, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

        internal static bool TryGet(ReadOnlySpan<char> text, [NotNullWhen(true)] out TSelf? member) => ByText.TryGetValue(text, out member);
    }
}
