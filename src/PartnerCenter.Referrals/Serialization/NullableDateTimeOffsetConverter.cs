using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Reads the dates that the service sends (wire contract 3): ISO 8601 in UTC with a Z and up to 7 fraction digits, without trailing zeros.
/// An empty string is read as null. A date without an offset is read as UTC, not as local time. Dates are written by
/// <see cref="DateTimeOffsetConverter"/>. The serializer itself reads and writes null.
/// </summary>
internal sealed class NullableDateTimeOffsetConverter : JsonConverter<DateTimeOffset?>
{
    private const DateTimeStyles Style = DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces;

    // Forms of ISO 8601 that System.Text.Json does not read.
    private static readonly string[] OtherForms =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyyMMdd'T'HHmmss.FFFFFFFK", "yyyyMMdd",
    ];

    public static DateTimeOffset? ReadFrom(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException("Expected a date as a string.");
        }

        // The date has a Z or no offset.
        if (reader.TryGetDateTime(out DateTime plain) && plain.Kind != DateTimeKind.Local)
        {
            return new DateTimeOffset(plain, TimeSpan.Zero);
        }

        if (reader.TryGetDateTimeOffset(out DateTimeOffset date))
        {
            return date.ToUniversalTime();
        }

        string text = reader.GetString()!;
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (DateTimeOffset.TryParseExact(text, OtherForms, CultureInfo.InvariantCulture, Style, out date))
        {
            return date.ToUniversalTime();
        }

        throw new JsonException("Expected a date in ISO 8601 format.");
    }

    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ReadFrom(ref reader);

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) =>
        DateTimeOffsetConverter.WriteTo(writer, value!.Value);
}
