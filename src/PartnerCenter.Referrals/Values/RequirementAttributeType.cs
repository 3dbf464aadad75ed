using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// What a <see cref="RequirementAttribute"/> says. An open set: a value this version does not know is read, kept and written unchanged.
/// </summary>
/// <remarks>
/// Mirrors the attributes of Microsoft's page <i>Referral resources</i>.
/// </remarks>
[JsonConverter(typeof(OpenValueConverter<RequirementAttributeType>))]
public readonly record struct RequirementAttributeType : IOpenValue<RequirementAttributeType>
{
    private static readonly OpenValueSet Set = new(
        Names.CustomerMarketplaceIntent, Names.PartnerRole, Names.SolutionArea, Names.SolutionPlay);

    private readonly string? _value;

    /// <summary>Any text, known or not; what is given is what is sent.</summary>
    /// <param name="value">The text as it stands on the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public RequirementAttributeType(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>
    /// Whether the customer means to buy through the marketplace; the id is a <see cref="Referrals.CustomerMarketplaceIntent"/>.
    /// </summary>
    public static RequirementAttributeType CustomerMarketplaceIntent { get; } = new(Names.CustomerMarketplaceIntent);

    /// <summary>The partner's role in a services deal; the ids change each fiscal year.</summary>
    public static RequirementAttributeType PartnerRole { get; } = new(Names.PartnerRole);

    /// <summary>The solution area of a services deal; the ids change each fiscal year.</summary>
    public static RequirementAttributeType SolutionArea { get; } = new(Names.SolutionArea);

    /// <summary>The solution play of a services deal; the ids change each fiscal year.</summary>
    public static RequirementAttributeType SolutionPlay { get; } = new(Names.SolutionPlay);

    /// <summary>The text exactly as the service wrote it or the caller gave it; never null, "" for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether the text is one of the values this version of the library names, ignoring case.</summary>
    public bool IsKnown => Set.Contains(Value);

    static OpenValueSet IOpenValue<RequirementAttributeType>.Known => Set;

    static RequirementAttributeType IOpenValue<RequirementAttributeType>.From(string text) => new(text);

    /// <summary>Compares the texts, ignoring case.</summary>
    /// <param name="other">The value to compare with.</param>
    public bool Equals(RequirementAttributeType other) => OpenValueSet.Same(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenValueSet.HashOf(Value);

    /// <summary>The raw text, <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>
    /// The wire names as constants, to <c>switch</c> on <see cref="Value"/>. A switch compares exactly; <c>==</c> ignores case.
    /// </summary>
    public static class Names
    {
        /// <summary>Wire name of <see cref="RequirementAttributeType.CustomerMarketplaceIntent"/>.</summary>
        public const string CustomerMarketplaceIntent = "CustomerMarketplaceIntent";
        /// <summary>Wire name of <see cref="RequirementAttributeType.PartnerRole"/>.</summary>
        public const string PartnerRole = "PartnerRole";
        /// <summary>Wire name of <see cref="RequirementAttributeType.SolutionArea"/>.</summary>
        public const string SolutionArea = "SolutionArea";
        /// <summary>Wire name of <see cref="RequirementAttributeType.SolutionPlay"/>.</summary>
        public const string SolutionPlay = "SolutionPlay";
    }
}
