using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Where a record and the other records of its engagement are.</summary>
/// <remarks>
/// Mirrors the links of Microsoft's page <i>Referral resources</i>. Server-owned. To read, never to follow with a token.
/// </remarks>
public sealed record ReferralLinks
{
    /// <summary>The query for all records of the engagement.</summary>
    [JsonPropertyName("relatedReferrals")]
    public ReferralLink? RelatedReferrals { get; init; }

    /// <summary>This record.</summary>
    [JsonPropertyName("self")]
    public ReferralLink? Self { get; init; }

    /// <summary>What the service sent beyond the members above; kept, and sent back on replace.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers { get; init; }

    /// <summary>The type's name only: no data.</summary>
    public override string ToString() => "ReferralLinks";
}
