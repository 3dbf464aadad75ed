using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>A checkpoint as it is stored.</summary>
internal sealed record StoredCheckpoint(int Version, DateTimeOffset? From, long Overlap, ChangeVersion[] Seen);

/// <summary>The form of what is stored; none of it is on the wire.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true,
    MaxDepth = 8)]
[JsonSerializable(typeof(StoredCheckpoint))]
internal sealed partial class StoredCheckpointContext : JsonSerializerContext;
