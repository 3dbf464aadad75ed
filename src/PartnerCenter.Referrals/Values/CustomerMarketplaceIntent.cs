using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Whether the customer means to buy through Microsoft's marketplace. Sent as a <see cref="RequirementAttribute"/>. An open set: a
/// value this version does not know is read, kept and written unchanged.
/// </summary>
[JsonConverter(typeof(OpenValueConverter<CustomerMarketplaceIntent>))]
public readonly record struct CustomerMarketplaceIntent : IOpenValue<CustomerMarketplaceIntent>
{
    private static readonly OpenValueSet Set = new(Names.HaveNotDecided, Names.Yes, Names.No);

    private readonly string? _value;

    /// <summary>Any text, known or not; what is given is what is sent.</summary>
    /// <param name="value">The text as it stands on the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public CustomerMarketplaceIntent(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Not decided; shown on Microsoft's page.</summary>
    public static CustomerMarketplaceIntent HaveNotDecided { get; } = new(Names.HaveNotDecided);

    /// <summary>Yes. Inferred by analogy, not seen.</summary>
    public static CustomerMarketplaceIntent Yes { get; } = new(Names.Yes);

    /// <summary>No. Inferred by analogy, not seen.</summary>
    public static CustomerMarketplaceIntent No { get; } = new(Names.No);

    /// <summary>The text exactly as the service wrote it or the caller gave it; never null, "" for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether the text is one of the values this version of the library names, ignoring case.</summary>
    public bool IsKnown => Set.Contains(Value);

    static OpenValueSet IOpenValue<CustomerMarketplaceIntent>.Known => Set;

    static CustomerMarketplaceIntent IOpenValue<CustomerMarketplaceIntent>.From(string text) => new(text);

    /// <summary>Compares the texts, ignoring case.</summary>
    /// <param name="other">The value to compare with.</param>
    public bool Equals(CustomerMarketplaceIntent other) => OpenValueSet.Same(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenValueSet.HashOf(Value);

    /// <summary>The raw text, <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>
    /// The wire names as constants, to <c>switch</c> on <see cref="Value"/>. A switch compares exactly; <c>==</c> ignores case.
    /// </summary>
    public static class Names
    {
        /// <summary>Wire name of <see cref="CustomerMarketplaceIntent.HaveNotDecided"/>.</summary>
        public const string HaveNotDecided = "HaveNotDecided";
        /// <summary>Wire name of <see cref="CustomerMarketplaceIntent.Yes"/>.</summary>
        public const string Yes = "Yes";
        /// <summary>Wire name of <see cref="CustomerMarketplaceIntent.No"/>.</summary>
        public const string No = "No";
    }
}
