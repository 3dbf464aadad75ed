using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// A record as it stands at one moment: its JSON as it goes over the wire, what filters look at, and its place in the order in which
/// records came. It never changes; a write puts another in its place. Text instead of nodes, because nodes take ten times the memory.
/// </summary>
internal sealed class StoredReferral
{
    // As Answer writes; but whatever a test puts in is kept, however deep.
    private static readonly JsonWriterOptions Writing =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = int.MaxValue };

    /// <exception cref="ArgumentException">The record holds half a surrogate pair, which no JSON can hold.</exception>
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

    /// <summary>How stored text is read.</summary>
    public static JsonDocumentOptions Reading { get; } = new() { MaxDepth = int.MaxValue };

    public ReadOnlyMemory<byte> Json { get; }

    public long Sequence { get; }

    public ReferralFields Fields { get; }

    /// <summary>A copy to read and to change.</summary>
    public JsonObject ToObject() => JsonNode.Parse(Json.Span, null, Reading)!.AsObject();

    /// <summary>The same record at another place.</summary>
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
