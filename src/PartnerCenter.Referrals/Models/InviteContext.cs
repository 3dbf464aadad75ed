using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Describes an invitation into an engagement: who sent it, and what help it asks for.</summary>
/// <remarks>
/// Mirrors <c>InviteContext</c> on Microsoft's page
/// <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see>. You can set the notes and
/// the assistance request code on create.
/// </remarks>
public sealed record InviteContext : IModel
{
    private readonly ModelContent _content;

    /// <summary>Gets the notes from the inviting party to the invited party.</summary>
    [JsonPropertyName("notes")]
    public string? Notes { get; init => field = _content.Keep(value, 0); }

    /// <summary>Gets the kind of help that the invitation asks for.</summary>
    [JsonPropertyName("assistanceRequestCode")]
    public AssistanceRequestCode? AssistanceRequestCode { get; init => field = _content.Keep(value, 1); }

    /// <summary>
    /// Gets the partner location that is invited. Microsoft's page does not list this member; it is known from real records.
    /// </summary>
    [JsonPropertyName("invitedMpnId")]
    public string? InvitedMpnId { get; init => field = _content.Keep(value, 2); }

    /// <summary>Gets the organization that sent the invitation. The service sets it (inferred).</summary>
    [JsonPropertyName("invitedBy")]
    public InvitedBy? InvitedBy { get; init => field = _content.Keep(value, 3); }

    /// <summary>Gets the members that the service sent and this model has no property for. A replace sends them back.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers
    {
        get => _content.Unknown;
        init => _content.Unknown = value;
    }

    bool IModel.IsNull(int member) => _content.IsNull(member);

    /// <summary>Returns the type's name, never any data.</summary>
    public override string ToString() => "InviteContext";
}
