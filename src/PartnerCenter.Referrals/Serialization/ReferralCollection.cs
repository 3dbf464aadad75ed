using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Represents one page of the collection (wire contract 2.1).</summary>
internal sealed record ReferralCollection
{
    [JsonPropertyName("@odata.context")]
    public string? Context { get; init; }

    /// <summary>
    /// Gets the number of all referrals, if the service sends it. A sample shows it although the request did not ask for it.
    /// </summary>
    [JsonPropertyName("@odata.count")]
    public long? Count { get; init; }

    /// <summary>
    /// Gets the referrals of the page. A response without this member is not a page and must not be read as an empty one. Null items are
    /// left out.
    /// </summary>
    [JsonPropertyName("value"), JsonRequired]
    public Referral[] Value
    {
        get;
        init => field =
            value is null ? []
            : Array.IndexOf(value, null) < 0 ? value
            : [.. value.Where(referral => referral is not null)];
    } = [];

    /// <summary>Gets the link to the next page, verbatim; null on the last page.</summary>
    [JsonPropertyName("@odata.nextLink")]
    public string? NextLink { get; init; }

    public override string ToString() => $"ReferralCollection of {Value.Length}";
}
