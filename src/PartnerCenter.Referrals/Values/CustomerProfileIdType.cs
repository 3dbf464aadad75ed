using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// The register that a <see cref="CustomerProfileId"/> comes from. An open set: a value this version does not know is read, kept and
/// written unchanged.
/// </summary>
/// <remarks>
/// Mirrors profileType of Microsoft's page <i>Referral resources</i>.
/// </remarks>
[JsonConverter(typeof(OpenValueConverter<CustomerProfileIdType>))]
public readonly record struct CustomerProfileIdType : IOpenValue<CustomerProfileIdType>
{
    private static readonly OpenValueSet Set = new(Names.Duns, Names.External);

    private readonly string? _value;

    /// <summary>Any text, known or not; what is given is what is sent.</summary>
    /// <param name="value">The text as it stands on the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public CustomerProfileIdType(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>A D-U-N-S number.</summary>
    public static CustomerProfileIdType Duns { get; } = new(Names.Duns);

    /// <summary>Another register; documented by name, not seen in real records.</summary>
    public static CustomerProfileIdType External { get; } = new(Names.External);

    /// <summary>The text exactly as the service wrote it or the caller gave it; never null, "" for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether the text is one of the values this version of the library names, ignoring case.</summary>
    public bool IsKnown => Set.Contains(Value);

    static OpenValueSet IOpenValue<CustomerProfileIdType>.Known => Set;

    static CustomerProfileIdType IOpenValue<CustomerProfileIdType>.From(string text) => new(text);

    /// <summary>Compares the texts, ignoring case.</summary>
    /// <param name="other">The value to compare with.</param>
    public bool Equals(CustomerProfileIdType other) => OpenValueSet.Same(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenValueSet.HashOf(Value);

    /// <summary>The raw text, <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>
    /// The wire names as constants, to <c>switch</c> on <see cref="Value"/>. A switch compares exactly; <c>==</c> ignores case.
    /// </summary>
    public static class Names
    {
        /// <summary>Wire name of <see cref="CustomerProfileIdType.Duns"/>.</summary>
        public const string Duns = "Duns";
        /// <summary>Wire name of <see cref="CustomerProfileIdType.External"/>.</summary>
        public const string External = "External";
    }
}
