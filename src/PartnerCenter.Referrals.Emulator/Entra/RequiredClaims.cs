using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// What the service asks of tokens beyond the usual, since a claims challenge: that they were asked for with certain claims.
/// </summary>
internal sealed class RequiredClaims
{
    private static readonly JsonDocumentOptions Parsing = new() { AllowDuplicateProperties = false };

    private volatile JsonObject? _claims;

    /// <summary>Reads claims; null if the text is no JSON object.</summary>
    public static JsonObject? TryRead(string claims)
    {
        try
        {
            return JsonNode.Parse(claims, null, Parsing) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The claims by which Entra asks for a token that was issued after something happened.</summary>
    public static JsonObject IssuedSince(DateTimeOffset time) => new()
    {
        ["access_token"] = new JsonObject
        {
            ["nbf"] = new JsonObject { ["essential"] = true, ["value"] = time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) },
        },
    };

    /// <summary>Asks for claims from now on, and gives the answer that says so.</summary>
    public EmulatedResponse Require(JsonObject claims)
    {
        _claims = claims;
        return Challenge(claims);
    }

    public void Clear() => _claims = null;

    /// <summary>Null if a token was asked for with what is demanded; it may have been asked for with more, as MSAL does.</summary>
    public EmulatedResponse? ChallengeUnlessMet(JsonObject? requested) =>
        _claims is { } claims && !Covers(requested, claims) ? Challenge(claims) : null;

    private static bool Covers(JsonNode? requested, JsonNode? required) => required is JsonObject members
        ? requested is JsonObject given && members.All(member => given.ContainsKey(member.Key) && Covers(given[member.Key], member.Value))
        : JsonNode.DeepEquals(requested, required);

    // The form that Entra documents for claims challenges; the realm is empty where the authority is the common one.
    private static EmulatedResponse Challenge(JsonObject claims)
    {
        string encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(claims.ToJsonString()));
        return ApiException.Unauthenticated(
            "The access token lacks claims that are asked for now.",
            "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", "
            + $"error=\"insufficient_claims\", claims=\"{encoded}\"").ToResponse();
    }
}
