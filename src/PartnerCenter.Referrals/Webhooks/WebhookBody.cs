using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Mirrors the JSON of an event (wire contract 9.3).</summary>
internal sealed class WebhookBody
{
    [JsonPropertyName("EventName")]
    public string? EventName { get; init; }

    [JsonPropertyName("ResourceUri")]
    public string? ResourceUri { get; init; }

    [JsonPropertyName("ResourceName")]
    public string? ResourceName { get; init; }

    [JsonPropertyName("AuditUri")]
    public string? AuditUri { get; init; }

    // One table of the documents spells it so.
    [JsonPropertyName("AuditUrl")]
    public string? AuditUrl { get; init; }

    [JsonPropertyName("ResourceChangeUtcDate")]
    [JsonConverter(typeof(NullableDateTimeOffsetConverter))]
    public DateTimeOffset? ResourceChangeUtcDate { get; init; }
}
