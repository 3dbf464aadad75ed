using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Specifies what a <see cref="RequirementAttribute"/> states.</summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see> lists the
/// values.
/// </remarks>
/// <param name="value">The text, known or not. It is sent unchanged.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<RequirementAttributeType>))]
public sealed class RequirementAttributeType(string value)
    : ExtensibleEnum<RequirementAttributeType>(value), IExtensibleEnum<RequirementAttributeType>
{
    /// <summary>
    /// Specifies whether the customer intends to buy through the marketplace. The id is a
    /// <see cref="Referrals.CustomerMarketplaceIntent"/>.
    /// </summary>
    public static RequirementAttributeType CustomerMarketplaceIntent { get; } = new("CustomerMarketplaceIntent");
    /// <summary>Specifies the partner's role in a services deal. The ids change each fiscal year.</summary>
    public static RequirementAttributeType PartnerRole { get; } = new("PartnerRole");
    /// <summary>Specifies the solution area of a services deal. The ids change each fiscal year.</summary>
    public static RequirementAttributeType SolutionArea { get; } = new("SolutionArea");
    /// <summary>Specifies the solution play of a services deal. The ids change each fiscal year.</summary>
    public static RequirementAttributeType SolutionPlay { get; } = new("SolutionPlay");

    static RequirementAttributeType IExtensibleEnum<RequirementAttributeType>.Create(string value) => new(value);

    static RequirementAttributeType[] IExtensibleEnum<RequirementAttributeType>.Members =>
    [
        CustomerMarketplaceIntent, PartnerRole, SolutionArea, SolutionPlay,
    ];
}
