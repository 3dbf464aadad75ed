using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>One page of the collection (wire contract 2.1) whose items are of the caller's own shape.</summary>
internal sealed record ProjectedCollection
{
    /// <summary>The number of all, if the service says it.</summary>
    [JsonPropertyName("@odata.count")]
    public long? Count { get; init; }

    /// <summary>The items. Required: an answer without it is not a page, and must not be taken for an empty one.</summary>
    [JsonPropertyName("value"), JsonRequired]
    public JsonElement[] Value { get; init => field = value ?? []; } = [];

    /// <summary>Where the listing goes on, verbatim; null on the last page.</summary>
    [JsonPropertyName("@odata.nextLink")]
    public string? NextLink { get; init; }

    public override string ToString() => $"ProjectedCollection of {Value.Length}";
}
