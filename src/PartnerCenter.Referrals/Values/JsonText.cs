using System.Text;
using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>Reads a JSON value that should be a string but may be a number or a boolean.</summary>
internal static class JsonText
{
    /// <summary>Returns the text of a string, or a number or a boolean as it is written in the JSON.</summary>
    /// <exception cref="JsonException">The value is an object or an array.</exception>
    public static string Of(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return reader.GetString()!;
            case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                return reader.HasValueSequence ? Encoding.UTF8.GetString(reader.ValueSequence) : Encoding.UTF8.GetString(reader.ValueSpan);
            default:
                throw new JsonException("Expected a string, a number or a boolean, but found an object or an array.");
        }
    }
}
