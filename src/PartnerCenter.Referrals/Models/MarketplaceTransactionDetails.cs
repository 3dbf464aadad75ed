using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Whether, and when, a registered solution was sold through Microsoft's marketplace.</summary>
/// <remarks>Known from Microsoft's Power Platform connector and real records. May be set when registering and changed.</remarks>
public sealed record MarketplaceTransactionDetails
{
    /// <summary>Whether it was sold through the marketplace. May be set and changed.</summary>
    [JsonPropertyName("isMarketplaceTransacted")]
    public bool? IsMarketplaceTransacted { get; init; }

    /// <summary>When it was sold there, in UTC. May be set and changed.</summary>
    [JsonPropertyName("marketplaceTransactionDateTime")]
    public DateTimeOffset? MarketplaceTransactionDateTime { get; init; }

    /// <summary>What the service sent beyond the members above; kept, and sent back on replace.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers { get; init; }

    /// <summary>The type's name only: no data.</summary>
    public override string ToString() => "MarketplaceTransactionDetails";
}
