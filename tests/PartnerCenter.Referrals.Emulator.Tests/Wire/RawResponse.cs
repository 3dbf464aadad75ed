using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator.Tests;

internal sealed record RawResponse(int Status, IReadOnlyDictionary<string, string> Headers, string Text)
{
    public JsonObject Json => JsonNode.Parse(Text)!.AsObject();

    /// <summary>Gets the object inside the error envelope.</summary>
    public JsonObject Error => Json["error"]!.AsObject();

    public string? ErrorCode => Error["code"]?.GetValue<string>();

    public string? Target => Error["target"]?.GetValue<string>();

    /// <summary>Gets the records of a list.</summary>
    public IReadOnlyList<JsonObject> Value => [.. Json["value"]!.AsArray().Select(item => item!.AsObject())];

    /// <summary>Gets the names of a list's records, in order.</summary>
    public IEnumerable<string?> Names => Value.Select(item => item["name"]?.GetValue<string>());

    public string? NextLink => Json["@odata.nextLink"]?.GetValue<string>();
}
