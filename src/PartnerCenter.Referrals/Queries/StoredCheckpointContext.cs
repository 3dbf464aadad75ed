using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Provides the JSON form of stored checkpoints, which are never sent to the service.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true,
    MaxDepth = 8)]
[JsonSerializable(typeof(StoredCheckpoint))]
internal sealed partial class StoredCheckpointContext : JsonSerializerContext;
