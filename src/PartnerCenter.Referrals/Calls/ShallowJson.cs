using System.Buffers;
using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>
/// Prepares JSON of a stranger so that a <see cref="JsonDocument"/> can read it: what is nested too deeply becomes null. The time of a
/// document grows with the number of its values times their depth, so that a body of some kilobytes could take seconds (tried, 10.0.12).
/// </summary>
internal static class ShallowJson
{
    // The default of a document.
    private const int MaxDepth = 64;

    /// <summary>Returns the text itself if nothing has to change, otherwise a copy.</summary>
    /// <param name="text">The JSON.</param>
    /// <param name="isCut">
    /// Whether the text is only the start of the JSON. Its last, incomplete value is then left out, and all objects and arrays are closed.
    /// </param>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> text, bool isCut) =>
        isCut || IsDeep(text.Span) ? Copy(text.Span, isCut) : text;

    private static bool IsDeep(ReadOnlySpan<byte> text)
    {
        Utf8JsonReader reader = NewReader(text, isCut: false);
        bool isDeep = false;
        while (reader.Read())
        {
            isDeep |= reader.CurrentDepth >= MaxDepth;
        }

        return isDeep;
    }

    private static Utf8JsonReader NewReader(ReadOnlySpan<byte> text, bool isCut) =>
        new(text, !isCut, new JsonReaderState(new JsonReaderOptions { MaxDepth = int.MaxValue }));

    private static byte[] Copy(ReadOnlySpan<byte> text, bool isCut)
    {
        Utf8JsonReader reader = NewReader(text, isCut);
        ArrayBufferWriter<byte> copy = new(text.Length + MaxDepth);
        Stack<byte> open = [];
        int copied = 0;
        bool isSkipping = false, isNameAlone = false;
        while (reader.Read())
        {
            if (isSkipping)
            {
                // A token that starts an object has the depth around the object, as the one that ends it.
                isSkipping = reader.CurrentDepth > MaxDepth || reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray);
                copied = (int)reader.BytesConsumed;
                continue;
            }

            isNameAlone = reader.TokenType == JsonTokenType.PropertyName;
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray when reader.CurrentDepth == MaxDepth:
                    copy.Write(text[copied..(int)reader.TokenStartIndex]);
                    copy.Write("null"u8);
                    copied = (int)reader.BytesConsumed;
                    isSkipping = true;
                    break;
                case JsonTokenType.StartObject:
                    open.Push((byte)'}');
                    break;
                case JsonTokenType.StartArray:
                    open.Push((byte)']');
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    open.Pop();
                    break;
            }
        }

        if (!isSkipping)
        {
            copy.Write(text[copied..(int)reader.BytesConsumed]);
        }

        copy.Write(isNameAlone ? "null"u8 : []);
        copy.Write(open.ToArray());
        return copy.WrittenSpan.ToArray();
    }
}
