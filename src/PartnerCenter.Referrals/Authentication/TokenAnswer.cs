using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>
/// Checks the tokens of a token response before MSAL sees them: MSAL would overwrite good tokens in its cache (tried, 4.92).
/// </summary>
internal static class TokenAnswer
{
    // At least what MSAL reads, which takes trailing commas.
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <param name="body">The body of a 2xx response. What is no JSON object is left to MSAL, which finds no token in it.</param>
    /// <exception cref="ReferralsAuthenticationException">
    /// The response has no usable access token, or an invalid refresh token.
    /// </exception>
    public static void Check(string body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body, Lenient);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                Check(document.RootElement);
            }
        }
        catch (JsonException)
        {
            // The body is no JSON.
        }
    }

    private static void Check(JsonElement root)
    {
        if (!root.TryGetProperty("access_token", out JsonElement accessToken) || !ReferralsAccessToken.IsToken(Text(accessToken)))
        {
            throw EntraErrors.NoAccessToken();
        }

        // An empty one is as good as none.
        if (root.TryGetProperty("refresh_token", out JsonElement refreshToken)
            && refreshToken.ValueKind != JsonValueKind.Null
            && Text(refreshToken) is not ""
            && !ReferralsAccessToken.IsToken(Text(refreshToken)))
        {
            throw EntraErrors.ForeignAnswer("The response of the sign-in service has an invalid refresh token.");
        }
    }

    private static string? Text(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null; // It is no text, or no valid Unicode.
        }
    }
}
