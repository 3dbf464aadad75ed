using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Reads and writes decimal numbers. The samples show the value of a deal as a number and, in a patch, as a string of digits (wire contract
/// 3.6), so both are read. An empty string is read as null. Values are written as numbers. The serializer itself reads and writes null.
/// </summary>
internal sealed class NumberConverter : JsonConverter<decimal?>
{
    private const NumberStyles Style =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent
        | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    public override decimal? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number when reader.TryGetDecimal(out decimal number):
                return number;
            case JsonTokenType.String:
                string text = reader.GetString()!;
                if (string.IsNullOrWhiteSpace(text))
                {
                    return null;
                }

                if (decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out decimal parsed))
                {
                    return parsed;
                }

                break;
        }

        throw new JsonException("Expected a decimal number, or a string that contains one.");
    }

    public override void Write(Utf8JsonWriter writer, decimal? value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value!.Value);
}
