using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// The written form of a date (wire contract 3), and the converter of a date that is there. Without it the serializer would write an
/// offset of +00:00 where the service writes Z.
/// </summary>
internal sealed class DateTimeOffsetConverter : JsonConverter<DateTimeOffset>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";
    private const int MaxLength = 28;

    /// <summary>A date in UTC with a Z, in the shortest form that keeps its value.</summary>
    public static string Text(DateTimeOffset date) => date.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    public static void WriteTo(Utf8JsonWriter writer, DateTimeOffset date)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        if (!date.UtcDateTime.TryFormat(text, out int length, Format, CultureInfo.InvariantCulture))
        {
            throw new InvalidOperationException($"A date takes at most {MaxLength} characters.");
        }

        writer.WriteStringValue(text[..length]);
    }

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        NullableDateTimeOffsetConverter.ReadFrom(ref reader) ?? throw new JsonException("A date was expected.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => WriteTo(writer, value);
}
