using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Represents one page of the collection (wire contract 2.1) whose items have a shape that the caller defines.</summary>
internal sealed class ProjectedCollection
{
    /// <summary>Gets the number of all items, if the service sends it.</summary>
    [JsonPropertyName("@odata.count"), JsonConverter(typeof(CountConverter))]
    public long? Count { get; init; }

    /// <summary>
    /// Gets the items. A response without this member, or with null in its place, is not a page and must not be read as an empty one.
    /// </summary>
    /// <exception cref="JsonException">The value is null.</exception>
    [JsonPropertyName("value"), JsonRequired]
    public JsonElement[] Value { get; init => field = value ?? throw new JsonException("Expected a list."); } = [];

    /// <summary>Gets the link to the next page, verbatim; null on the last page.</summary>
    [JsonPropertyName("@odata.nextLink")]
    public string? NextLink { get; init; }

    /// <summary>Gets null. A response with an error is not a page, whatever else it holds.</summary>
    /// <exception cref="JsonException">The response holds an error.</exception>
    [JsonPropertyName("error")]
    public JsonElement? Error { get; init => field = value is null ? null : throw new JsonException("Expected a page."); }

    /// <summary>Gets null. The errors of a gateway have their code here (wire contract 7.1), and may have a value beside it.</summary>
    /// <exception cref="JsonException">The response is an error.</exception>
    [JsonPropertyName("code")]
    public JsonElement? Code { get; init => field = value is null ? null : throw new JsonException("Expected a page."); }
}
