using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>
/// Reads the claims that a 401 requests: <c>WWW-Authenticate: Bearer error="insufficient_claims", claims="…"</c>, with JSON in base64.
/// The header is parsed here because MSAL's parser throws on a duplicate parameter and returns base64url undecoded (tried, 4.92). A
/// malformed header is not a challenge.
/// </summary>
internal static class ClaimsChallenge
{
    // Real challenges have a few hundred characters.
    private const int MaxCharacters = 8 * 1024;

    /// <summary>Returns the claims as JSON, or null if the response requests none.</summary>
    public static string? ClaimsOf(HttpResponseMessage response)
    {
        foreach (AuthenticationHeaderValue challenge in response.Headers.WwwAuthenticate)
        {
            if (challenge.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
                && challenge.Parameter is { Length: <= MaxCharacters } parameters
                && Find(parameters, "error") == "insufficient_claims"
                && Find(parameters, "claims") is { } encoded)
            {
                return Decode(encoded);
            }
        }

        return null;
    }

    // The parameters are name=token or name="quoted text", separated by commas. Of duplicates the first counts.
    private static string? Find(string parameters, string name)
    {
        ReadOnlySpan<char> rest = parameters;
        while (true)
        {
            rest = rest.TrimStart(" \t,");
            int equals = rest.IndexOf('=');
            if (equals < 0)
            {
                return null;
            }

            bool isWanted = rest[..equals].Trim().Equals(name, StringComparison.OrdinalIgnoreCase);
            rest = rest[(equals + 1)..].TrimStart();
            string value = rest is ['"', ..] ? Quoted(ref rest) : Token(ref rest);
            if (isWanted)
            {
                return value;
            }
        }
    }

    private static string Token(ref ReadOnlySpan<char> rest)
    {
        int end = rest.IndexOf(',');
        ReadOnlySpan<char> token = end < 0 ? rest : rest[..end];
        rest = rest[token.Length..];
        return token.Trim().ToString();
    }

    private static string Quoted(ref ReadOnlySpan<char> rest)
    {
        StringBuilder text = new();
        int at = 1;
        for (; at < rest.Length && rest[at] != '"'; at++)
        {
            if (rest[at] == '\\' && at + 1 < rest.Length)
            {
                at++;
            }

            text.Append(rest[at]);
        }

        rest = rest[Math.Min(at + 1, rest.Length)..];
        return text.ToString();
    }

    private static string? Decode(string encoded)
    {
        string base64Url = encoded.TrimEnd('=').Replace('+', '-').Replace('/', '_');
        if (!Base64Url.IsValid(base64Url))
        {
            return null;
        }

        byte[] json = Base64Url.DecodeFromChars(base64Url);
        try
        {
            using JsonDocument claims = JsonDocument.Parse(json);
            return claims.RootElement.ValueKind == JsonValueKind.Object ? Encoding.UTF8.GetString(json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
