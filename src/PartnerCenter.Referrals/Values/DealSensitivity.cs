using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>How confidential a deal is. An open set: a value this version does not know is read, kept and written unchanged.</summary>
[JsonConverter(typeof(OpenValueConverter<DealSensitivity>))]
public readonly record struct DealSensitivity : IOpenValue<DealSensitivity>
{
    private static readonly OpenValueSet Set = new(Names.None);

    private readonly string? _value;

    /// <summary>Any text, known or not; what is given is what is sent.</summary>
    /// <param name="value">The text as it stands on the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public DealSensitivity(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The only value seen in real records; others are not known.</summary>
    public static DealSensitivity None { get; } = new(Names.None);

    /// <summary>The text exactly as the service wrote it or the caller gave it; never null, "" for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether the text is one of the values this version of the library names, ignoring case.</summary>
    public bool IsKnown => Set.Contains(Value);

    static OpenValueSet IOpenValue<DealSensitivity>.Known => Set;

    static DealSensitivity IOpenValue<DealSensitivity>.From(string text) => new(text);

    /// <summary>Compares the texts, ignoring case.</summary>
    /// <param name="other">The value to compare with.</param>
    public bool Equals(DealSensitivity other) => OpenValueSet.Same(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenValueSet.HashOf(Value);

    /// <summary>The raw text, <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>
    /// The wire names as constants, to <c>switch</c> on <see cref="Value"/>. A switch compares exactly; <c>==</c> ignores case.
    /// </summary>
    public static class Names
    {
        /// <summary>Wire name of <see cref="DealSensitivity.None"/>.</summary>
        public const string None = "None";
    }
}
