using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// How long a registered deal's contract runs. An open set: a value this version does not know is read, kept and written unchanged.
/// </summary>
/// <remarks>
/// Known from Microsoft's Power Platform connector for this API.
/// </remarks>
[JsonConverter(typeof(OpenValueConverter<ContractTerm>))]
public readonly record struct ContractTerm : IOpenValue<ContractTerm>
{
    private static readonly OpenValueSet Set = new(Names.Perpetual, Names.Finite);

    private readonly string? _value;

    /// <summary>Any text, known or not; what is given is what is sent.</summary>
    /// <param name="value">The text as it stands on the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public ContractTerm(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Without an end.</summary>
    public static ContractTerm Perpetual { get; } = new(Names.Perpetual);

    /// <summary>With an end.</summary>
    public static ContractTerm Finite { get; } = new(Names.Finite);

    /// <summary>The text exactly as the service wrote it or the caller gave it; never null, "" for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether the text is one of the values this version of the library names, ignoring case.</summary>
    public bool IsKnown => Set.Contains(Value);

    static OpenValueSet IOpenValue<ContractTerm>.Known => Set;

    static ContractTerm IOpenValue<ContractTerm>.From(string text) => new(text);

    /// <summary>Compares the texts, ignoring case.</summary>
    /// <param name="other">The value to compare with.</param>
    public bool Equals(ContractTerm other) => OpenValueSet.Same(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenValueSet.HashOf(Value);

    /// <summary>The raw text, <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>
    /// The wire names as constants, to <c>switch</c> on <see cref="Value"/>. A switch compares exactly; <c>==</c> ignores case.
    /// </summary>
    public static class Names
    {
        /// <summary>Wire name of <see cref="ContractTerm.Perpetual"/>.</summary>
        public const string Perpetual = "Perpetual";
        /// <summary>Wire name of <see cref="ContractTerm.Finite"/>.</summary>
        public const string Finite = "Finite";
    }
}
