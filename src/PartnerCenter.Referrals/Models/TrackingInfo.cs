using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Represents a deal's ids in Microsoft's own systems.</summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see> does not
/// list them; they are known from real records, in which all of them are null. The service sets them.
/// </remarks>
public sealed record TrackingInfo : IModel
{
    private readonly ModelContent _content;

    /// <summary>Gets the deal's id in Microsoft's CRM system once the deal is shared (inferred).</summary>
    [JsonPropertyName("microsoftMsxId")]
    public string? MicrosoftMsxId { get; init => field = _content.Keep(value, 0); }

    /// <summary>Gets the id of an opportunity with the US government.</summary>
    [JsonPropertyName("microsoftUSFedOpportunityId")]
    public string? MicrosoftUSFedOpportunityId { get; init => field = _content.Keep(value, 1); }

    /// <summary>Gets the id of a lead with the US government.</summary>
    [JsonPropertyName("microsoftUSFedLeadId")]
    public string? MicrosoftUSFedLeadId { get; init => field = _content.Keep(value, 2); }

    /// <summary>Gets the id of the deal in an older system.</summary>
    [JsonPropertyName("migratedPSCDealId")]
    public string? MigratedPSCDealId { get; init => field = _content.Keep(value, 3); }

    /// <summary>Gets the id of the partner's deal in an older system.</summary>
    [JsonPropertyName("migratedPSCPartnerDealId")]
    public string? MigratedPSCPartnerDealId { get; init => field = _content.Keep(value, 4); }

    /// <summary>Gets the members that the service sent and this model has no property for. A replace sends them back.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers
    {
        get => _content.Unknown;
        init => _content.Unknown = value;
    }

    bool IModel.IsNull(int member) => _content.IsNull(member);

    /// <summary>Returns the type's name, never any data.</summary>
    public override string ToString() => "TrackingInfo";
}
