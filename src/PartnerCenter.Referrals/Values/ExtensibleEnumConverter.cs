using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Reads and writes an extensible enum as a JSON string, or as the key of a dictionary. Every text is accepted and written exactly as it
/// was read. A number or a boolean is read as its text.
/// </summary>
/// <remarks>
/// This type is public because your own source-generated JSON context creates it for each extensible enum that the context contains.
/// </remarks>
/// <typeparam name="T">The type of the extensible enum.</typeparam>
public sealed class ExtensibleEnumConverter<T> : JsonConverter<T>
    where T : ExtensibleEnum<T>, IExtensibleEnum<T>
{
    // Well above the longest known text, which has 35 characters. A longer text is not looked up.
    private const int MaxKnownLength = 64;

    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? ReadText(ref reader) : ExtensibleEnum<T>.Parse(JsonText.Of(ref reader));

    /// <inheritdoc/>
    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ReadText(ref reader);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, [DisallowNull] T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Value);

    // A page of a hundred referrals holds about two thousand of these texts. Nearly all are known, and reading those allocates nothing.
    private static T ReadText(ref Utf8JsonReader reader)
    {
        long length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        if (length <= MaxKnownLength)
        {
            Span<char> text = stackalloc char[MaxKnownLength];
            if (ExtensibleEnum<T>.Known.TryGet(text[..reader.CopyString(text)], out T? known))
            {
                return known;
            }
        }

        return T.Create(reader.GetString()!);
    }
}
