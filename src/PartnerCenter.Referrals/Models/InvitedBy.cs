using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Represents the organization that sent an invitation.</summary>
/// <remarks>
/// Mirrors <c>invitedBy</c> in <c>InviteContext</c> on Microsoft's page
/// <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see>. The service sets it
/// (inferred).
/// </remarks>
public sealed record InvitedBy
{
    private readonly UnknownContent _unknown;

    /// <summary>Gets the organization's id: a GUID, or <c>msft</c> for Microsoft.</summary>
    [JsonPropertyName("organizationId")]
    public string? OrganizationId { get; init; }

    /// <summary>Gets the organization's name. Use it for display, not for comparison.</summary>
    [JsonPropertyName("organizationName")]
    public string? OrganizationName { get; init; }

    /// <summary>Gets the members that the service sent and this model has no property for. A replace sends them back.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers
    {
        get => _unknown.Members;
        init => _unknown = new UnknownContent(value);
    }

    /// <summary>Returns the type's name, never any data.</summary>
    public override string ToString() => "InvitedBy";
}
