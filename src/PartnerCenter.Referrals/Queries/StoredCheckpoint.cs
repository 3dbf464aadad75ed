using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Represents a checkpoint as it is stored.</summary>
internal sealed record StoredCheckpoint(int Version, DateTimeOffset? From, long Overlap, ChangeVersion[] Seen);

/// <summary>Provides the JSON form of stored checkpoints, which are never sent to the service.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true,
    MaxDepth = 8)]
[JsonSerializable(typeof(StoredCheckpoint))]
internal sealed partial class StoredCheckpointContext : JsonSerializerContext;
