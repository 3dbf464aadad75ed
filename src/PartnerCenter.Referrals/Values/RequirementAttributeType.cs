using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>What a <see cref="RequirementAttribute"/> states.</summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/en-us/partner-center/developer/referral-resources">Referral resources</see>
/// lists the values.
/// </remarks>
/// <param name="value">Any text, known or not; it is sent as it is.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<RequirementAttributeType>))]
public sealed class RequirementAttributeType(string value)
    : ExtensibleEnum<RequirementAttributeType>(value), IExtensibleEnum<RequirementAttributeType>
{
    /// <summary>
    /// Whether the customer intends to buy through the marketplace; the id is a <see cref="Referrals.CustomerMarketplaceIntent"/>.
    /// </summary>
    public static RequirementAttributeType CustomerMarketplaceIntent { get; } = new("CustomerMarketplaceIntent");
    /// <summary>The partner's role in a services deal; the ids change each fiscal year.</summary>
    public static RequirementAttributeType PartnerRole { get; } = new("PartnerRole");
    /// <summary>The solution area of a services deal; the ids change each fiscal year.</summary>
    public static RequirementAttributeType SolutionArea { get; } = new("SolutionArea");
    /// <summary>The solution play of a services deal; the ids change each fiscal year.</summary>
    public static RequirementAttributeType SolutionPlay { get; } = new("SolutionPlay");

    static RequirementAttributeType IExtensibleEnum<RequirementAttributeType>.Create(string value) => new(value);

    static RequirementAttributeType[] IExtensibleEnum<RequirementAttributeType>.Members =>
    [
        CustomerMarketplaceIntent, PartnerRole, SolutionArea, SolutionPlay,
    ];
}
