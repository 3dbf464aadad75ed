using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Represents an attribute of a deal, such as the customer's marketplace intent.</summary>
/// <remarks>
/// Mirrors an item of the attributes on Microsoft's page
/// <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see>. You can set both
/// properties.
/// </remarks>
[SuppressMessage("Naming", "CA1711", Justification = "The API calls these items attributes.")]
public sealed record RequirementAttribute : IModel
{
    private readonly ModelContent _content;

    /// <summary>Gets what the attribute states.</summary>
    [JsonPropertyName("type")]
    public RequirementAttributeType? Type { get; init => field = _content.Keep(value, 0); }

    /// <summary>Gets the value of the attribute. Its possible values depend on the <see cref="Type"/>.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init => field = _content.Keep(value, 1); }

    /// <summary>Creates the attribute that states whether the customer intends to buy through Microsoft's marketplace.</summary>
    /// <param name="intent">The customer's intent.</param>
    /// <exception cref="ArgumentNullException"><paramref name="intent"/> is null.</exception>
    public static RequirementAttribute CustomerMarketplaceIntent(CustomerMarketplaceIntent intent)
    {
        ArgumentNullException.ThrowIfNull(intent);
        return new() { Type = RequirementAttributeType.CustomerMarketplaceIntent, Id = intent.Value };
    }

    /// <summary>Creates the attribute that states the partner's role in a services deal.</summary>
    /// <param name="id">The role's id for the current fiscal year.</param>
    /// <exception cref="ArgumentException"><paramref name="id"/> is null, empty or blank.</exception>
    public static RequirementAttribute PartnerRole(string id) => Of(RequirementAttributeType.PartnerRole, id);

    /// <summary>Creates the attribute that states the solution area of a services deal.</summary>
    /// <param name="id">The area's id for the current fiscal year.</param>
    /// <exception cref="ArgumentException"><paramref name="id"/> is null, empty or blank.</exception>
    public static RequirementAttribute SolutionArea(string id) => Of(RequirementAttributeType.SolutionArea, id);

    /// <summary>Creates the attribute that states the solution play of a services deal.</summary>
    /// <param name="id">The play's id for the current fiscal year.</param>
    /// <exception cref="ArgumentException"><paramref name="id"/> is null, empty or blank.</exception>
    public static RequirementAttribute SolutionPlay(string id) => Of(RequirementAttributeType.SolutionPlay, id);

    private static RequirementAttribute Of(RequirementAttributeType type, string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        return new() { Type = type, Id = id };
    }

    /// <summary>Gets the members that the service sent and this model has no property for. A replace sends them back.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers
    {
        get => _content.Unknown;
        init => _content.Unknown = value;
    }

    bool IModel.IsNull(int member) => _content.IsNull(member);

    /// <summary>Returns the type's name and the id, never any other data.</summary>
    public override string ToString() => ModelText.Of("RequirementAttribute", Id);
}
