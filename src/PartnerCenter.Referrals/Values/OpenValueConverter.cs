using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Reads and writes every open value type: any text is taken, and written exactly as it was read. Public because a caller's own
/// source-generated JSON context has to construct it when a projection uses one of the value types.
/// </summary>
/// <typeparam name="T">The open value type.</typeparam>
public sealed class OpenValueConverter<T> : JsonConverter<T> where T : struct, IOpenValue<T>
{
    // Twice the longest known text and then some; a longer text cannot be a known one.
    private const int MaxLookedUpLength = 64;

    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.String => T.From(ReadKnown(ref reader) ?? reader.GetString()!),
            JsonTokenType.Null => default,
            _ => T.From(JsonText.Of(ref reader)),
        };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);

    // A page of a hundred referrals holds about two thousand of these texts, nearly all known: they cost no allocation.
    private static string? ReadKnown(ref Utf8JsonReader reader)
    {
        long length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        if (length > MaxLookedUpLength)
        {
            return null;
        }

        Span<char> text = stackalloc char[MaxLookedUpLength];
        return T.Known.Shared(text[..reader.CopyString(text)]);
    }
}
