using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>The customer's id in a register of companies.</summary>
/// <remarks>Mirrors the ids of CustomerProfile of Microsoft's page <i>Referral resources</i>. May be set.</remarks>
public sealed record CustomerProfileId
{
    /// <summary>The register. May be set.</summary>
    [JsonPropertyName("profileType")]
    public CustomerProfileIdType? ProfileType { get; init; }

    /// <summary>The id in that register: customer data, so never printed. May be set.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>What the service sent beyond the members above; kept, and sent back on replace.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers { get; init; }

    /// <summary>The type's name only: no data.</summary>
    public override string ToString() => "CustomerProfileId";
}
