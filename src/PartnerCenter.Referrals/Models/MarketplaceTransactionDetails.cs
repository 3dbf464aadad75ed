using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Describes whether and when a registered solution was sold through Microsoft's marketplace.</summary>
/// <remarks>
/// It is known from Microsoft's
/// <see href="https://learn.microsoft.com/connectors/partnercenterref/">Partner Center Referrals connector</see> and from real records. You
/// can set both properties when you register the deal and change them later.
/// </remarks>
public sealed record MarketplaceTransactionDetails : IModel
{
    private readonly ModelContent _content;

    /// <summary>Gets whether the solution was sold through the marketplace.</summary>
    [JsonPropertyName("isMarketplaceTransacted")]
    public bool? IsMarketplaceTransacted { get; init => field = _content.Keep(value, 0); }

    /// <summary>Gets when the solution was sold through the marketplace, in UTC.</summary>
    [JsonPropertyName("marketplaceTransactionDateTime")]
    public DateTimeOffset? MarketplaceTransactionDateTime { get; init => field = _content.Keep(value, 1); }

    /// <summary>Gets the members that the service sent and this model has no property for. A replace sends them back.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers
    {
        get => _content.Unknown;
        init => _content.Unknown = value;
    }

    bool IModel.IsNull(int member) => _content.IsNull(member);

    /// <summary>Returns the type's name, never any data.</summary>
    public override string ToString() => "MarketplaceTransactionDetails";
}
