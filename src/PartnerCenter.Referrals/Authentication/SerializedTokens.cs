using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>
/// Finds the refresh token in MSAL's serialized cache, because MSAL exposes it nowhere else. Microsoft's libraries share this cache format,
/// so it is stable: <c>{ "RefreshToken": { "key": { "home_account_id": …, "secret": … } } }</c> (seen in version 4.92).
/// </summary>
internal static class SerializedTokens
{
    /// <summary>Returns the refresh token of an account, or null if there is none. A shared cache may hold anything in its place.</summary>
    public static string? RefreshTokenOf(string homeAccountId, byte[] cache)
    {
        using JsonDocument document = JsonDocument.Parse(cache);
        if (!document.RootElement.TryGetProperty("RefreshToken", out JsonElement entries) || entries.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (JsonProperty entry in entries.EnumerateObject())
        {
            if (entry.Value.ValueKind == JsonValueKind.Object
                && Text(entry.Value, "home_account_id") == homeAccountId
                && Text(entry.Value, "secret") is var secret
                && ReferralsAccessToken.IsToken(secret))
            {
                return secret;
            }
        }

        return null;
    }

    private static string? Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
