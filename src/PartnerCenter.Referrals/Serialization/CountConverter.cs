using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Reads the count of a page, also one that is written as a text or with decimals. A count that cannot be read is null, because the service
/// may leave it out at any time, and no page is worth less without it.
/// </summary>
internal sealed class CountConverter : JsonConverter<long?>
{
    public static long? ReadFrom(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number when reader.TryGetInt64(out long count):
                return count;
            case JsonTokenType.Number when reader.TryGetDecimal(out decimal number):
                return Whole(number);
            case JsonTokenType.String when
                decimal.TryParse(reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number):
                return Whole(number);
            default:
                reader.Skip();
                return null;
        }
    }

    public override long? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadFrom(ref reader);

    // A page is never written.
    public override void Write(Utf8JsonWriter writer, long? value, JsonSerializerOptions options) => throw new NotSupportedException();

    private static long? Whole(decimal number) =>
        number >= long.MinValue && number <= long.MaxValue && decimal.IsInteger(number) ? (long)number : null;
}
