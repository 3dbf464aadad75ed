using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Reads and writes dates that are not null, and defines the form in which every date is written (wire contract 3). Without it, the
/// serializer would write the offset +00:00 where the service writes Z.
/// </summary>
internal sealed class DateTimeOffsetConverter : JsonConverter<DateTimeOffset>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";
    private const int MaxLength = 28;

    /// <summary>Returns a date in UTC with a Z, in the shortest form that keeps its value.</summary>
    public static string Text(DateTimeOffset date) => date.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    public static void WriteTo(Utf8JsonWriter writer, DateTimeOffset date)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        _ = date.UtcDateTime.TryFormat(text, out int length, Format, CultureInfo.InvariantCulture); // Every date fits.
        writer.WriteStringValue(text[..length]);
    }

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        NullableDateTimeOffsetConverter.ReadFrom(ref reader)
        ?? throw new JsonException("Expected a date, but found an empty string.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => WriteTo(writer, value);
}
