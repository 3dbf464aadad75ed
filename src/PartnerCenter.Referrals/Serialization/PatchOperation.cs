using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>One operation of a JSON Patch document (wire contract 1.6). The value is always written, null included.</summary>
internal sealed record PatchOperation
{
    [JsonPropertyName("op")]
    public required string Operation { get; init; }

    [JsonPropertyName("path")]
    public required string Path { get; init; }

    [JsonPropertyName("value")]
    public required JsonElement Value { get; init; }

    /// <summary>The path only: a value may be about people.</summary>
    public override string ToString() => $"{Operation} {Path}";
}
