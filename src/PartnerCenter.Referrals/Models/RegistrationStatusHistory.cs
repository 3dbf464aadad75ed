using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>When a registration came to each status.</summary>
/// <remarks>Seen in real records. Server-owned. All dates in UTC; null for a status not reached.</remarks>
public sealed record RegistrationStatusHistory
{
    /// <summary>When the review began, in UTC.</summary>
    [JsonPropertyName("reviewPendingDateTime")]
    public DateTimeOffset? ReviewPendingDateTime { get; init; }

    /// <summary>When the partner was asked to act, in UTC.</summary>
    [JsonPropertyName("actionRequiredDateTime")]
    public DateTimeOffset? ActionRequiredDateTime { get; init; }

    /// <summary>When it passed, in UTC.</summary>
    [JsonPropertyName("passedDateTime")]
    public DateTimeOffset? PassedDateTime { get; init; }

    /// <summary>When it failed, in UTC.</summary>
    [JsonPropertyName("failedDateTime")]
    public DateTimeOffset? FailedDateTime { get; init; }

    /// <summary>When it was approved, in UTC.</summary>
    [JsonPropertyName("approvedDateTime")]
    public DateTimeOffset? ApprovedDateTime { get; init; }

    /// <summary>What the service sent beyond the members above; kept, and sent back on replace.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers { get; init; }

    /// <summary>The type's name only: no data.</summary>
    public override string ToString() => "RegistrationStatusHistory";
}
