using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>Makes a document of JSON that was cut off.</summary>
internal static class CutJson
{
    /// <summary>Returns the start of a JSON text without its last, incomplete value, and with all objects and arrays closed.</summary>
    /// <param name="start">The start of a JSON text.</param>
    /// <param name="maxDepth">How deep objects and arrays may be nested.</param>
    /// <exception cref="JsonException">The start is no JSON.</exception>
    public static byte[] Close(ReadOnlySpan<byte> start, int maxDepth)
    {
        Utf8JsonReader reader = new(start, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = maxDepth }));
        Stack<byte> open = [];
        bool isNameAlone = false;
        while (reader.Read())
        {
            isNameAlone = reader.TokenType == JsonTokenType.PropertyName;
            switch (reader.TokenType)
            {
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

        return [.. start[..(int)reader.BytesConsumed], .. isNameAlone ? "null"u8 : [], .. open];
    }
}
