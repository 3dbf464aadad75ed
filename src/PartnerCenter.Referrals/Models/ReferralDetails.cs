using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>The deal itself: its value, its closing date, what it is about.</summary>
/// <remarks>Mirrors ReferralDetails of Microsoft's page <i>Referral resources</i>.</remarks>
public sealed record ReferralDetails
{
    /// <summary>Notes in free text, seen by everyone who sees this record. May be set on create and changed later.</summary>
    [JsonPropertyName("notes")]
    public string? Notes { get; init; }

    /// <summary>The estimated value in <see cref="Currency"/>; leads may have none. May be set on create and changed later.</summary>
    [JsonPropertyName("dealValue")]
    public decimal? DealValue { get; init; }

    /// <summary>The currency as a code of three letters (ISO 4217). May be set on create and changed later.</summary>
    [JsonPropertyName("currency")]
    public string? Currency { get; init; }

    /// <summary>When the deal is expected to close, in UTC. May be set on create and changed later.</summary>
    [JsonPropertyName("closingDateTime")]
    public DateTimeOffset? ClosingDateTime { get; init; }

    /// <summary>Whether the customer asked to be contacted; null in all records seen. Server-owned.</summary>
    [JsonPropertyName("customerRequestedContact")]
    public bool? CustomerRequestedContact { get; init; }

    /// <summary>What the customer did; null in all records seen, its values are not known. Server-owned.</summary>
    [JsonPropertyName("customerAction")]
    public string? CustomerAction { get; init; }

    /// <summary>The level of incentive; null in all records seen. Server-owned.</summary>
    [JsonPropertyName("incentiveLevel")]
    public string? IncentiveLevel { get; init; }

    /// <summary>What the customer needs. May be set on create and changed later.</summary>
    [JsonPropertyName("requirements")]
    public ReferralRequirements? Requirements { get; init; }

    /// <summary>What the service sent beyond the members above; kept, and sent back on replace.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers { get; init; }

    /// <summary>The type's name only: no data.</summary>
    public override string ToString() => "ReferralDetails";
}
