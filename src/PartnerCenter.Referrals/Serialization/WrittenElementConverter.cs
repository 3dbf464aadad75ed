using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Writes JSON of unknown shape as it was read, character for character, but without OData's annotations at any depth
/// (wire contract 1.5: they are the service's remarks about its answer).
/// </summary>
internal sealed class WrittenElementConverter : JsonConverter<JsonElement>
{
    /// <summary>Whether a member is one of OData's, such as <c>@odata.context</c> or <c>team@odata.nextLink</c>.</summary>
    public static bool IsAnnotation(string name) => name.Contains("@odata.", StringComparison.Ordinal);

    public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonElement.ParseValue(ref reader);

    public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) => Write(writer, value);

    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty member in value.EnumerateObject())
                {
                    if (IsAnnotation(member.Name))
                    {
                        continue;
                    }

                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in value.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Undefined:
                writer.WriteNullValue();
                break;
            default:
                // Raw, so that 1.00 stays 1.00 and an escape of half a character, which has no text, is passed on instead of failing.
                writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
                break;
        }
    }
}
