using System.Text;
using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>Reads a JSON value that should be a string but may be a number or a boolean.</summary>
internal static class JsonText
{
    /// <summary>Returns the text of a string, or a number, true or false as it is written in the JSON.</summary>
    /// <exception cref="JsonException">The value is an object or a list.</exception>
    public static string Of(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return reader.GetString()!;
            case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                return reader.HasValueSequence ? Encoding.UTF8.GetString(reader.ValueSequence) : Encoding.UTF8.GetString(reader.ValueSpan);
            default:
                throw new JsonException("A text was expected, but an object or a list came.");
        }
    }
}
