using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Dates of the service (wire contract 3): ISO 8601 in UTC with a Z and up to 7 fraction digits, trailing zeros cut. An empty text is
/// no date. A date without an offset is UTC, not the time of this machine.
/// </summary>
internal sealed class DateConverter : JsonConverter<DateTimeOffset?>
{
    private const string Written = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    // ISO 8601 beyond the profile that System.Text.Json reads by itself.
    private static readonly string[] OtherForms =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyyMMdd'T'HHmmss.FFFFFFFK", "yyyyMMdd'T'HHmmssK", "yyyyMMdd",
    ];

    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException("A date was expected.");

        if (reader.TryGetDateTime(out DateTime plain) && plain.Kind == DateTimeKind.Unspecified)
            return new DateTimeOffset(plain, TimeSpan.Zero);
        if (reader.TryGetDateTimeOffset(out DateTimeOffset date))
            return date.ToUniversalTime();

        string text = reader.GetString()!;
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (DateTimeOffset.TryParseExact(text, OtherForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out date))
            return date.ToUniversalTime();

        throw new JsonException("A date in ISO 8601 was expected.");
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options)
    {
        if (value is not { } date)
        {
            writer.WriteNullValue();
            return;
        }

        Span<byte> text = stackalloc byte[28];
        if (!date.UtcDateTime.TryFormat(text, out int length, Written, CultureInfo.InvariantCulture))
            throw new InvalidOperationException("A date takes at most 28 characters.");
        writer.WriteStringValue(text[..length]);
    }
}
