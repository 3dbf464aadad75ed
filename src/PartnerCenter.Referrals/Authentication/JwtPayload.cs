using System.Buffers.Text;
using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>Reads the payload of a token. It does not verify the signature, which only the receiver of the token must do.</summary>
internal static class JwtPayload
{
    /// <summary>Returns what a function reads from the payload of a token; null if the token is no readable JWT.</summary>
    public static T? Read<T>(string? token, Func<JsonElement, T> read)
        where T : class
    {
        if (token?.Split('.') is not [_, { } encoded, _] || !Base64Url.IsValid(encoded))
        {
            return null;
        }

        try
        {
            using JsonDocument payload = JsonDocument.Parse(Base64Url.DecodeFromChars(encoded));
            return payload.RootElement.ValueKind == JsonValueKind.Object ? read(payload.RootElement) : null;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // Entra does not guarantee that a client can read an access token, and text that is not valid Unicode cannot be read.
            return null;
        }
    }

    /// <summary>Returns the time of a claim; null if it is absent or no time.</summary>
    public static DateTimeOffset? Time(this JsonElement payload, string name) =>
        payload.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt64(out long seconds)
        && seconds is > 0 and < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    /// <summary>Returns the text of a claim; null if it is absent or no text.</summary>
    public static string? Text(this JsonElement payload, string name) =>
        payload.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
