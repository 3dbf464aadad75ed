using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Parses JSON that comes from outside. The platform's parser accepts text that cannot be kept as it was sent: bytes that are not UTF-8,
/// half of a surrogate pair (<c>\ud800</c>), and a member that occurs twice. They are errors here.
/// </summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Parsing = new() { AllowDuplicateProperties = false };

    /// <exception cref="JsonException">The text is not JSON, or it cannot be kept as it is.</exception>
    public static JsonNode? Parse(ReadOnlySpan<byte> text)
    {
        if (!Utf8.IsValid(text))
        {
            throw new JsonException("The text is not valid UTF-8.");
        }

        try
        {
            JsonNode? node = JsonNode.Parse(text, null, Parsing);

            // Half of a surrogate pair in a value is parsed, but cannot be written again.
            node?.ToJsonString();
            return node;
        }
        catch (Exception halfPair) when (halfPair is InvalidOperationException or ArgumentException)
        {
            throw new JsonException("The text contains half of a surrogate pair.", halfPair);
        }
    }
}
