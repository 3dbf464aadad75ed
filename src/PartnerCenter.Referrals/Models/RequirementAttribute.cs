using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>One thing said of a deal, such as the customer's marketplace intent.</summary>
/// <remarks>Mirrors the attributes of Microsoft's page <i>Referral resources</i>. May be set.</remarks>
[SuppressMessage("Naming", "CA1711", Justification = "The API's own word: the items of its attributes.")]
public sealed record RequirementAttribute
{
    /// <summary>What it is about. May be set.</summary>
    [JsonPropertyName("type")]
    public RequirementAttributeType? Type { get; init; }

    /// <summary>What is said; its values depend on the type. May be set.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>Whether the customer means to buy through Microsoft's marketplace.</summary>
    /// <param name="intent">The intent.</param>
    /// <exception cref="ArgumentNullException"><paramref name="intent"/> is null.</exception>
    public static RequirementAttribute CustomerMarketplaceIntent(CustomerMarketplaceIntent intent)
    {
        ArgumentNullException.ThrowIfNull(intent);
        return new() { Type = RequirementAttributeType.CustomerMarketplaceIntent, Id = intent.Value };
    }

    /// <summary>The partner's role in a services deal.</summary>
    /// <param name="id">The role's id of the current fiscal year.</param>
    public static RequirementAttribute PartnerRole(string id) => Of(RequirementAttributeType.PartnerRole, id);

    /// <summary>The solution area of a services deal.</summary>
    /// <param name="id">The area's id of the current fiscal year.</param>
    public static RequirementAttribute SolutionArea(string id) => Of(RequirementAttributeType.SolutionArea, id);

    /// <summary>The solution play of a services deal.</summary>
    /// <param name="id">The play's id of the current fiscal year.</param>
    public static RequirementAttribute SolutionPlay(string id) => Of(RequirementAttributeType.SolutionPlay, id);

    private static RequirementAttribute Of(RequirementAttributeType type, string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        return new() { Type = type, Id = id };
    }

    /// <summary>What the service sent beyond the members above; kept, and sent back on replace.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers { get; init; }

    /// <summary>The type's name and the id only: no data of people or deals.</summary>
    public override string ToString() => ModelText.Of("RequirementAttribute", Id);
}
