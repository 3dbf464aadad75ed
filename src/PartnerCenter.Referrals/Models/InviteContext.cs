using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Who invited a party into the engagement, and for what.</summary>
/// <remarks>Mirrors InviteContext of Microsoft's page <i>Referral resources</i>. May be set on create.</remarks>
public sealed record InviteContext
{
    /// <summary>What the inviting party writes to the invited one. May be set on create.</summary>
    [JsonPropertyName("notes")]
    public string? Notes { get; init; }

    /// <summary>The kind of help that is asked. May be set on create.</summary>
    [JsonPropertyName("assistanceRequestCode")]
    public AssistanceRequestCode? AssistanceRequestCode { get; init; }

    /// <summary>The partner location that is invited; not on Microsoft's page, seen in real records.</summary>
    [JsonPropertyName("invitedMpnId")]
    public string? InvitedMpnId { get; init; }

    /// <summary>Who invited; filled by the service (inferred).</summary>
    [JsonPropertyName("invitedBy")]
    public InvitedBy? InvitedBy { get; init; }

    /// <summary>What the service sent beyond the members above; kept, and sent back on replace.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers { get; init; }

    /// <summary>The type's name only: no data.</summary>
    public override string ToString() => "InviteContext";
}
