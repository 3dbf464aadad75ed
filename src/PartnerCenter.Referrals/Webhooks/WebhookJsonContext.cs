using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Contains the types of the webhooks' JSON. Names are read in any capitals, because the documents do not agree on them (wire contract
/// 9.3).
/// </summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata, PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(WebhookBody))]
internal sealed partial class WebhookJsonContext : JsonSerializerContext;
