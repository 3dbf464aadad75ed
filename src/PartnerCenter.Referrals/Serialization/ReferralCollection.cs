using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>One page of the collection (wire contract 2.1).</summary>
internal sealed record ReferralCollection
{
    [JsonPropertyName("@odata.context")]
    public string? Context { get; init; }

    /// <summary>The number of all referrals, if the service says it; a sample shows it although it was not asked for.</summary>
    [JsonPropertyName("@odata.count")]
    public long? Count { get; init; }

    /// <summary>
    /// The page's referrals. Required: an answer without it is not a page, and must not be taken for an empty one. A null among them is
    /// passed over.
    /// </summary>
    [JsonPropertyName("value"), JsonRequired]
    public Referral[] Value
    {
        get; init => field = value is null
        ? []
        : Array.IndexOf(value, null) < 0 ? value : [.. value.Where(one => one is not null)];
    } = [];

    /// <summary>Where the listing goes on, verbatim; null on the last page.</summary>
    [JsonPropertyName("@odata.nextLink")]
    public string? NextLink { get; init; }

    public override string ToString() => $"ReferralCollection of {Value.Length}";
}
