using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Reads and writes booleans. It also reads the strings "true" and "false", which the samples of 2018 send (wire contract 3.5). An empty
/// string is read as null. The serializer itself reads and writes null.
/// </summary>
internal sealed class BooleanConverter : JsonConverter<bool?>
{
    public override bool? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.String:
                string text = reader.GetString()!;
                if (string.IsNullOrWhiteSpace(text))
                {
                    return null;
                }

                if (bool.TryParse(text, out bool parsed))
                {
                    return parsed;
                }

                break;
        }

        throw new JsonException("Expected true or false.");
    }

    public override void Write(Utf8JsonWriter writer, bool? value, JsonSerializerOptions options) =>
        writer.WriteBooleanValue(value!.Value);
}
