using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Represents an event, and writes it as wire contract 9.3 shows it: PascalCase, in this order, compact, with nulls.</summary>
internal sealed record WebhookEvent(string Name, string ResourceUri, string ResourceName, DateTimeOffset ChangedAt)
{
    private const string Referrals = "https://api.partnercenter.microsoft.com/engagements/v1/referrals/";
    private const string ValidationEvents = "http://api.partnercenter.microsoft.com/webhooks/v1/registration/validationEvents/";

    // The plus sign of the date's offset is not escaped.
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Gets the id of the referral; null for a test event.</summary>
    public string? ReferralId { get; private init; }

    public static WebhookEvent OfReferral(string name, string id, DateTimeOffset changedAt) =>
        new(name, Referrals + Uri.EscapeDataString(id), "referral", changedAt) { ReferralId = id };

    // The path is documented. That the host is that of the registration API is inferred.
    public static WebhookEvent OfTest(string correlationId, DateTimeOffset createdAt) =>
        new(WebhookEventNames.TestCreated, ValidationEvents + correlationId, "test", createdAt);

    public byte[] Write()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            writer.WriteStartObject();
            writer.WriteString("EventName"u8, Name);
            writer.WriteString("ResourceUri"u8, ResourceUri);
            writer.WriteString("ResourceName"u8, ResourceName);
            writer.WriteNull("AuditUri"u8);
            writer.WriteString("ResourceChangeUtcDate"u8, ChangedAt.ToUniversalTime().ToString("O"));
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
