using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Decimal numbers. The samples show a deal's value as a number and, in a patch, as a text of digits (wire contract 3.6): both are read,
/// an empty text is no number, and a number is written.
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
            case JsonTokenType.Null:
                return null;
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

        throw new JsonException("A decimal number, or a text of one, was expected.");
    }

    public override void Write(Utf8JsonWriter writer, decimal? value, JsonSerializerOptions options)
    {
        if (value is { } number)
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
