using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Writes JSON of unknown shape exactly as it was read, but without OData annotations at any depth. Annotations describe a response, and
/// <c>@odata.context</c> is server-owned (wire contract 3.1).
/// </summary>
internal sealed class RawJsonElementConverter : JsonConverter<JsonElement>
{
    public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonElement.ParseValue(ref reader);

    public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options)
    {
        ArrayBufferWriter<byte> json = new();
        Copy(value, json);
        writer.WriteRawValue(json.WrittenSpan, skipInputValidation: true);
    }

    // Copies bytes, so that 1.00 stays 1.00, and so that an escaped half of a surrogate pair, which cannot be decoded, does not fail. That
    // applies to values and to names.
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
