using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>The deal's ids in Microsoft's own systems.</summary>
/// <remarks>Not on Microsoft's pages; seen in real records, all null. Server-owned.</remarks>
public sealed record TrackingInfo
{
    /// <summary>The id in Microsoft's CRM once the deal is shared (inferred).</summary>
    [JsonPropertyName("microsoftMsxId")]
    public string? MicrosoftMsxId { get; init; }

    /// <summary>The id of an opportunity with the US government.</summary>
    [JsonPropertyName("microsoftUSFedOpportunityId")]
    public string? MicrosoftUSFedOpportunityId { get; init; }

    /// <summary>The id of a lead with the US government.</summary>
    [JsonPropertyName("microsoftUSFedLeadId")]
    public string? MicrosoftUSFedLeadId { get; init; }

    /// <summary>The id of the deal in an older system.</summary>
    [JsonPropertyName("migratedPSCDealId")]
    public string? MigratedPSCDealId { get; init; }

    /// <summary>The id of the partner's deal in an older system.</summary>
    [JsonPropertyName("migratedPSCPartnerDealId")]
    public string? MigratedPSCPartnerDealId { get; init; }

    /// <summary>What the service sent beyond the members above; kept, and sent back on replace.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers { get; init; }

    /// <summary>The type's name only: no data.</summary>
    public override string ToString() => "TrackingInfo";
}
