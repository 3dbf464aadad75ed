using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Represents the links to a referral and to the other referrals of its engagement.</summary>
/// <remarks>
/// Mirrors the links on Microsoft's page
/// <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see>. The service sets them. You
/// can read them, but do not follow them with an access token.
/// </remarks>
public sealed record ReferralLinks : IModel
{
    private readonly ModelContent _content;

    /// <summary>Gets the link to the query for all referrals of the engagement.</summary>
    [JsonPropertyName("relatedReferrals")]
    public ReferralLink? RelatedReferrals { get; init => field = _content.Keep(value, 0); }

    /// <summary>Gets the link to the referral itself.</summary>
    [JsonPropertyName("self")]
    public ReferralLink? Self { get; init => field = _content.Keep(value, 1); }

    /// <summary>Gets the members that the service sent and this model has no property for. A replace sends them back.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers
    {
        get => _content.Unknown;
        init => _content.Unknown = value;
    }

    bool IModel.IsNull(int member) => _content.IsNull(member);

    /// <summary>Returns the type's name, never any data.</summary>
    public override string ToString() => "ReferralLinks";
}
