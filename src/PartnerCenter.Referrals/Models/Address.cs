using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>A postal address.</summary>
/// <remarks>
/// Mirrors Address of Microsoft's page <i>Referral resources</i>. All of it may be set on create and changed by replace.
/// </remarks>
public sealed record Address
{
    /// <summary>Street and number. Required.</summary>
    [JsonPropertyName("addressLine1")]
    public string? AddressLine1 { get; init; }

    /// <summary>The second line; null or "".</summary>
    [JsonPropertyName("addressLine2")]
    public string? AddressLine2 { get; init; }

    /// <summary>The city. Required.</summary>
    [JsonPropertyName("city")]
    public string? City { get; init; }

    /// <summary>The state or province.</summary>
    [JsonPropertyName("state")]
    public string? State { get; init; }

    /// <summary>The postal code.</summary>
    [JsonPropertyName("postalCode")]
    public string? PostalCode { get; init; }

    /// <summary>The country as a code of two letters (ISO 3166-1). Required.</summary>
    [JsonPropertyName("country")]
    public string? Country { get; init; }

    /// <summary>The region.</summary>
    [JsonPropertyName("region")]
    public string? Region { get; init; }

    /// <summary>What the service sent beyond the members above; kept, and sent back on replace.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers { get; init; }

    /// <summary>The type's name only: no data.</summary>
    public override string ToString() => "Address";
}
