using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>The customer of a referral.</summary>
/// <remarks>Mirrors CustomerProfile of Microsoft's page <i>Referral resources</i>. Set on create and changed by replace.</remarks>
public sealed record CustomerProfile
{
    /// <summary>
    /// The customer's name; the legal name helps the matching. Required. As the service keeps it, which may be HTML-encoded. May be set
    /// on create and changed later.
    /// </summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>The number of employees as a band; null or an empty text is about. May be set on create and changed later.</summary>
    [JsonPropertyName("size")]
    public CustomerSize? Size { get; init; }

    /// <summary>Whether the service has matched the customer with its register. Server-owned.</summary>
    [JsonPropertyName("isMatchingComplete")]
    public bool? IsMatchingComplete { get; init; }

    /// <summary>Where the customer is. Required. May be set on create and changed later.</summary>
    [JsonPropertyName("address")]
    public Address? Address { get; init; }

    /// <summary>The customer's people; needed when Microsoft's help is asked. May be set on create and changed later.</summary>
    [JsonPropertyName("team")]
    public IReadOnlyList<Member> Team { get; init => field = ModelList<Member>.CopyOf(value); } = ModelList<Member>.Empty;

    /// <summary>The customer's ids in registers of companies. May be set on create and changed later.</summary>
    [JsonPropertyName("ids")]
    public IReadOnlyList<CustomerProfileId> Ids { get; init => field = ModelList<CustomerProfileId>.CopyOf(value); } =
        ModelList<CustomerProfileId>.Empty;

    /// <summary>What the service sent beyond the members above; kept, and sent back on replace.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers { get; init; }

    /// <summary>The type's name only: no data.</summary>
    public override string ToString() => "CustomerProfile";
}
