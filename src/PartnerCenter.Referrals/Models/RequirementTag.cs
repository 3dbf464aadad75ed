using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Represents an industry, a product or a service that a referral is about.</summary>
/// <remarks>
/// Mirrors the tags of <c>ReferralRequirements</c> on Microsoft's page
/// <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see>. You can set the id.
/// </remarks>
public sealed record RequirementTag : IModel
{
    private readonly ModelContent _content;

    /// <summary>Creates a tag without an id. Set the <see cref="Id"/> in an object initializer.</summary>
    public RequirementTag()
    {
    }

    /// <summary>Creates the tag of an industry.</summary>
    /// <param name="industry">The industry.</param>
    /// <exception cref="ArgumentNullException"><paramref name="industry"/> is null.</exception>
    public RequirementTag(ReferralIndustry industry)
    {
        ArgumentNullException.ThrowIfNull(industry);
        Id = industry.Value;
    }

    /// <summary>Creates the tag of a product.</summary>
    /// <param name="product">The product.</param>
    /// <exception cref="ArgumentNullException"><paramref name="product"/> is null.</exception>
    public RequirementTag(ReferralProduct product)
    {
        ArgumentNullException.ThrowIfNull(product);
        Id = product.Value;
    }

    /// <summary>Creates the tag of a service.</summary>
    /// <param name="service">The service.</param>
    /// <exception cref="ArgumentNullException"><paramref name="service"/> is null.</exception>
    public RequirementTag(ReferralServiceKind service)
    {
        ArgumentNullException.ThrowIfNull(service);
        Id = service.Value;
    }

    /// <summary>
    /// Gets the tag's value, from <see cref="ReferralIndustry"/>, <see cref="ReferralProduct"/> or <see cref="ReferralServiceKind"/>.
    /// </summary>
    [JsonPropertyName("id")]
    public string? Id { get; init => field = _content.Keep(value, 0); }

    /// <summary>Gets the members that the service sent and this model has no property for. A replace sends them back.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers
    {
        get => _content.Unknown;
        init => _content.Unknown = value;
    }

    bool IModel.IsNull(int member) => _content.IsNull(member);

    /// <summary>Returns the type's name and the id, never any other data.</summary>
    public override string ToString() => ModelText.Of("RequirementTag", Id);
}
