using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>An industry, a product or a service that a referral is about.</summary>
/// <remarks>Mirrors the tags of ReferralRequirements of Microsoft's page <i>Referral resources</i>. May be set.</remarks>
public sealed record RequirementTag
{
    /// <summary>A tag without an id, to be given one.</summary>
    public RequirementTag()
    {
    }

    /// <summary>The tag of an industry.</summary>
    /// <param name="industry">The industry.</param>
    /// <exception cref="ArgumentNullException"><paramref name="industry"/> is null.</exception>
    public RequirementTag(ReferralIndustry industry)
    {
        ArgumentNullException.ThrowIfNull(industry);
        Id = industry.Value;
    }

    /// <summary>The tag of a product.</summary>
    /// <param name="product">The product.</param>
    /// <exception cref="ArgumentNullException"><paramref name="product"/> is null.</exception>
    public RequirementTag(ReferralProduct product)
    {
        ArgumentNullException.ThrowIfNull(product);
        Id = product.Value;
    }

    /// <summary>The tag of a service.</summary>
    /// <param name="service">The service.</param>
    /// <exception cref="ArgumentNullException"><paramref name="service"/> is null.</exception>
    public RequirementTag(ReferralServiceKind service)
    {
        ArgumentNullException.ThrowIfNull(service);
        Id = service.Value;
    }

    /// <summary>
    /// The name of what is tagged, from <see cref="ReferralIndustry"/>, <see cref="ReferralProduct"/> or <see
    /// cref="ReferralServiceKind"/>. May be set.
    /// </summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>What the service sent beyond the members above; kept, and sent back on replace.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers { get; init; }

    /// <summary>The type's name and the id only: no data of people or deals.</summary>
    public override string ToString() => ModelText.Of("RequirementTag", Id);
}
