using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Represents a record at one moment: its JSON as it is sent, the fields for filters, and its place in the order in which records were
/// added. It is immutable, and a write replaces it. It stores text and not nodes, because nodes take ten times the memory.
/// </summary>
internal sealed class StoredReferral
{
    // The same encoder as in EmulatedResponse. A record that a test adds is kept, however deep it is.
    private static readonly JsonWriterOptions Writing =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = int.MaxValue };

    /// <exception cref="ArgumentException">The record contains half of a surrogate pair, which JSON cannot represent.</exception>
    public StoredReferral(JsonObject record, long sequence)
        : this(Write(record), sequence)
    {
    }

    public StoredReferral(ReadOnlyMemory<byte> json, long sequence)
        : this(json, sequence, ReferralFields.Read(json))
    {
    }

    private StoredReferral(ReadOnlyMemory<byte> json, long sequence, ReferralFields fields)
    {
        Json = json;
        Sequence = sequence;
        Fields = fields;
    }

    /// <summary>Gets the options for reading stored text.</summary>
    public static JsonDocumentOptions Reading { get; } = new() { MaxDepth = int.MaxValue };

    public ReadOnlyMemory<byte> Json { get; }

    public long Sequence { get; }

    public ReferralFields Fields { get; }

    /// <summary>Returns a copy that can be changed.</summary>
    public JsonObject ToObject() => JsonNode.Parse(Json.Span, null, Reading)!.AsObject();

    /// <summary>Returns the same record at another place in the order.</summary>
    public StoredReferral WithSequence(long sequence) => new(Json, sequence, Fields);

    private static ReadOnlyMemory<byte> Write(JsonObject record)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            record.WriteTo(writer);
        }

        return buffer.ToArray();
    }
}
