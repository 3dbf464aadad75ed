using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Represents the organization that sent an invitation.</summary>
/// <remarks>
/// Mirrors <c>invitedBy</c> in <c>InviteContext</c> on Microsoft's page
/// <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see>. The service sets it
/// (inferred).
/// </remarks>
public sealed record InvitedBy : IModel
{
    private readonly ModelContent _content;

    /// <summary>Gets the organization's id: a GUID, or <c>msft</c> for Microsoft.</summary>
    [JsonPropertyName("organizationId")]
    public string? OrganizationId { get; init => field = _content.Keep(value, 0); }

    /// <summary>Gets the organization's name. Use it for display, not for comparison.</summary>
    [JsonPropertyName("organizationName")]
    public string? OrganizationName { get; init => field = _content.Keep(value, 1); }

    /// <summary>Gets the members that the service sent and this model has no property for. A replace sends them back.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers
    {
        get => _content.Unknown;
        init => _content.Unknown = value;
    }

    bool IModel.IsNull(int member) => _content.IsNull(member);

    /// <summary>Returns the type's name, never any data.</summary>
    public override string ToString() => "InvitedBy";
}
