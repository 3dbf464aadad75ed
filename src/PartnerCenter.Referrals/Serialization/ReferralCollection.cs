using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Represents one page of the collection (wire contract 2.1).</summary>
internal sealed class ReferralCollection
{
    [JsonPropertyName("@odata.context")]
    public string? Context { get; init; }

    /// <summary>
    /// Gets the number of all referrals, if the service sends it. A sample shows it although the request did not ask for it.
    /// </summary>
    [JsonPropertyName("@odata.count"), JsonConverter(typeof(CountConverter))]
    public long? Count { get; init; }

    /// <summary>
    /// Gets the referrals of the page. A response without this member, or with null in its place, is not a page and must not be read as an
    /// empty one.
    /// </summary>
    /// <exception cref="JsonException">The value or an item is null.</exception>
    [JsonPropertyName("value"), JsonRequired]
    public Referral[] Value
    {
        get;
        init => field = value is not null && Array.IndexOf(value, null) < 0
            ? value
            : throw new JsonException("Expected a list of objects.");
    } = [];

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
