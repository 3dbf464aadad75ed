using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>The organization that invited.</summary>
/// <remarks>
/// Mirrors invitedBy of InviteContext of Microsoft's page <i>Referral resources</i>. Filled by the service (inferred).
/// </remarks>
public sealed record InvitedBy
{
    /// <summary>The organization's id, a GUID, or <c>msft</c> for Microsoft.</summary>
    [JsonPropertyName("organizationId")]
    public string? OrganizationId { get; init; }

    /// <summary>The organization's name; to show, not to compare.</summary>
    [JsonPropertyName("organizationName")]
    public string? OrganizationName { get; init; }

    /// <summary>What the service sent beyond the members above; kept, and sent back on replace.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers { get; init; }

    /// <summary>The type's name only: no data.</summary>
    public override string ToString() => "InvitedBy";
}
