using System.Text;
using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>Reads a JSON value that belongs to be a text but came as something else.</summary>
internal static class JsonText
{
    /// <summary>The text of a string, or a number, true or false as it stands in the JSON.</summary>
    /// <exception cref="JsonException">An object or a list came.</exception>
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
