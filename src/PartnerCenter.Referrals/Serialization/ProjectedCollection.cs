using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Represents one page of the collection (wire contract 2.1) whose items have a shape that the caller defines.</summary>
internal sealed record ProjectedCollection
{
    /// <summary>Gets the number of all items, if the service sends it.</summary>
    [JsonPropertyName("@odata.count")]
    public long? Count { get; init; }

    /// <summary>Gets the items. A response without this member is not a page and must not be read as an empty one.</summary>
    [JsonPropertyName("value"), JsonRequired]
    public JsonElement[] Value { get; init => field = value ?? []; } = [];

    /// <summary>Gets the link to the next page, verbatim; null on the last page.</summary>
    [JsonPropertyName("@odata.nextLink")]
    public string? NextLink { get; init; }

    public override string ToString() => $"ProjectedCollection of {Value.Length}";
}
