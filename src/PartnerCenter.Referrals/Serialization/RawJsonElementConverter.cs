using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Writes JSON of unknown shape as it was read, character for character, but without OData's annotations at any depth
/// (wire contract 1.5: they are the service's remarks about its answer).
/// </summary>
internal sealed class RawJsonElementConverter : JsonConverter<JsonElement>
{
    /// <summary>Whether a member is one of OData's, such as <c>@odata.context</c> or <c>team@odata.nextLink</c>.</summary>
    public static bool IsAnnotation(string name) => name.Contains("@odata.", StringComparison.Ordinal);

    public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonElement.ParseValue(ref reader);

    public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options)
    {
        ArrayBufferWriter<byte> json = new();
        Copy(value, json);
        writer.WriteRawValue(json.WrittenSpan, skipInputValidation: true);
    }

    // Bytes, so that 1.00 stays 1.00 and an escape of half a character, which has no text, is passed on instead of failing, in a value and
    // in a name.
    private static void Copy(JsonElement value, ArrayBufferWriter<byte> json)
    {
        ReadOnlySpan<byte> comma = default;
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.Write("{"u8);
                foreach (JsonProperty member in value.EnumerateObject())
                {
                    ReadOnlySpan<byte> name = JsonMarshal.GetRawUtf8PropertyName(member);
                    if (name.IndexOf("@odata."u8) >= 0)
                    {
                        continue;
                    }

                    json.Write(comma);
                    json.Write("\""u8);
                    json.Write(name);
                    json.Write("\":"u8);
                    Copy(member.Value, json);
                    comma = ","u8;
                }

                json.Write("}"u8);
                break;
            case JsonValueKind.Array:
                json.Write("["u8);
                foreach (JsonElement item in value.EnumerateArray())
                {
                    json.Write(comma);
                    Copy(item, json);
                    comma = ","u8;
                }

                json.Write("]"u8);
                break;
            case JsonValueKind.Undefined:
                json.Write("null"u8);
                break;
            default:
                json.Write(JsonMarshal.GetRawUtf8Value(value));
                break;
        }
    }
}
