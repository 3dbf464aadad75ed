using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Holds the claims that the service requires since a claims challenge: access tokens must have been requested with them.
/// </summary>
internal sealed class RequiredClaims
{
    // Half of a surrogate pair is an error, not a replacement character.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private volatile JsonObject? _claims;

    /// <summary>Reads claims, and returns null if the text is not a JSON object.</summary>
    /// <exception cref="ArgumentException">The text is not valid Unicode.</exception>
    public static JsonObject? TryRead(string claims)
    {
        try
        {
            return StrictJson.Parse(Utf8.GetBytes(claims)) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Returns the claims with which Entra demands a token that was not issued before a time.</summary>
    public static JsonObject IssuedSince(DateTimeOffset time) => new()
    {
        ["access_token"] = new JsonObject
        {
            ["nbf"] = new JsonObject { ["essential"] = true, ["value"] = time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) },
        },
    };

    /// <summary>Requires claims from now on, and returns the challenge.</summary>
    public EmulatedResponse Require(JsonObject claims)
    {
        _claims = claims;
        return Challenge(claims);
    }

    public void Clear() => _claims = null;

    /// <summary>
    /// Returns null if a token was requested with the required claims, and otherwise the challenge. The request may contain more claims, as
    /// MSAL's does.
    /// </summary>
    public EmulatedResponse? ChallengeUnlessMet(JsonObject? requested) =>
        _claims is { } claims && !Covers(requested, claims) ? Challenge(claims) : null;

    private static bool Covers(JsonNode? requested, JsonNode? required) => required is JsonObject members
        ? requested is JsonObject given && members.All(member => given.ContainsKey(member.Key) && Covers(given[member.Key], member.Value))
        : JsonNode.DeepEquals(requested, required);

    // Entra documents this form for claims challenges. The realm is empty where the authority is the common one.
    private static EmulatedResponse Challenge(JsonObject claims)
    {
        string encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(claims.ToJsonString()));
        return ApiException.Unauthenticated(
            "The access token was not requested with the claims that are now required.",
            "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", "
            + $"error=\"insufficient_claims\", claims=\"{encoded}\"").ToResponse();
    }
}
