using System.Globalization;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Represents a refusal by the emulated Entra. Errors and codes are those of Entra's public list of AADSTS errors; the texts are shortened.
/// No text contains a secret or a token.
/// </summary>
internal sealed class EntraException(int statusCode, string error, int code, string message) : Exception(message)
{
    /// <summary>Gets the OAuth 2.0 error.</summary>
    public string Error => error;

    /// <summary>Gets the message with Entra's own code in front of it.</summary>
    public string Description => $"AADSTS{code}: {Message}";

    public static EntraException UnknownTenant(string tenant) =>
        new(400, "invalid_request", 90002, $"Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID.");

    public static EntraException UnknownClient(string clientId, string tenant) =>
        new(400, "unauthorized_client", 700016, $"Application with identifier '{clientId}' was not found in the directory '{tenant}'.");

    public static EntraException InvalidSecret(string clientId) =>
        new(401, "invalid_client", 7000215, $"Invalid client secret provided for app '{clientId}'.");

    public static EntraException MissingSecret() =>
        new(401, "invalid_client", 7000218, "The request body must contain the parameter 'client_assertion' or 'client_secret'.");

    public static EntraException MissingParameter(string name) =>
        new(400, "invalid_request", 900144, $"The request body must contain the following parameter: '{name}'.");

    public static EntraException UnsupportedGrant(string grantType) =>
        new(400, "unsupported_grant_type", 70003, $"The app requested an unsupported grant type '{grantType}'.");

    public static EntraException ScopeWithoutDefault(string scope) =>
        new(400, "invalid_scope", 1002012,
            $"The provided value for scope {scope} is not valid. Client credential flows need a resource identifier with /.default.");

    public static EntraException MalformedGrant() =>
        new(400, "invalid_grant", 9002313, "Invalid request. Request is malformed or invalid.");

    public static EntraException RevokedGrant() =>
        new(400, "invalid_grant", 50173, "The provided grant has expired due to it being revoked, a fresh auth token is needed.");

    public static EntraException ExpiredGrant(DateTimeOffset issuedAt) =>
        new(400, "invalid_grant", 700082,
            $"The refresh token has expired due to inactivity. It was issued on {DateTimeOffsetConverter.Write(issuedAt)}.");

    public static EntraException ConsentMissing(string clientId, string error) =>
        new(400, error, 65001, $"The user or administrator has not consented to use the application with ID '{clientId}'.")
        {
            SubError = "consent_required",
        };

    public static EntraException AuthorizationPending() =>
        new(400, "authorization_pending", 70016, "The user has not entered the code yet. Continue to poll the token endpoint.");

    public static EntraException ExpiredDeviceCode() =>
        new(400, "expired_token", 70020, "The provided value for 'device_code' is not valid. This device code has expired.");

    public static EntraException UnknownDeviceCode() =>
        new(400, "bad_verification_code", 70018, "The provided value for 'device_code' is not valid.");

    public static EntraException UnknownReplyAddress(string redirectUri) =>
        new(400, "invalid_request", 50011, $"The redirect URI '{redirectUri}' does not match those configured for the application.");

    public static EntraException ReplyAddressMismatch() =>
        new(400, "invalid_client", 500112, "The reply address does not match the one provided when requesting the authorization code.");

    public static EntraException UnsupportedResponseType(string responseType) =>
        new(400, "unsupported_response_type", 700054, $"response_type '{responseType}' is not enabled for the application.");

    public static EntraException UnsupportedResponseMode() =>
        new(400, "invalid_request", 70007, "The provided value for 'response_mode' is not supported when requesting a code.");

    public static EntraException InvalidCodeChallenge() =>
        new(400, "invalid_request", 501491, "The code_challenge must use the S256 method.");

    public static EntraException CodeVerifierMismatch() =>
        new(400, "invalid_grant", 501481, "The code_verifier does not match the code_challenge supplied in the authorization request.");

    public static EntraException RedeemedCode() => new(400, "invalid_grant", 54005, "The authorization code was already redeemed.");

    public static EntraException ExpiredCode() => new(400, "invalid_grant", 70008, "The provided authorization code has expired.");

    public static EntraException UnsupportedTokenUse() =>
        new(400, "invalid_request", 9002313, "The requested_token_use must be on_behalf_of.");

    public static EntraException MalformedClaims() =>
        new(400, "invalid_request", 9002313, "The claims parameter must be a JSON object.");

    public static EntraException InvalidUserAssertion() =>
        new(400, "invalid_grant", 50013, "The assertion is not valid: it is not a user's token, or its signature is not valid.");

    public static EntraException ExpiredUserAssertion() =>
        new(400, "invalid_grant", 500133, "The assertion is not within its valid time range.");

    public static EntraException UserAssertionAudienceMismatch() =>
        new(400, "invalid_grant", 500131, "The assertion's audience does not match the client app presenting the assertion.");

    public static EntraException MalformedAssertion() => new(400, "invalid_request", 50027, "The JWT token is invalid or malformed.");

    public static EntraException AssertionClientMismatch() =>
        new(401, "invalid_client", 700021, "The client assertion's application identifier does not match the 'client_id' parameter.");

    public static EntraException AssertionAudienceMismatch() =>
        new(401, "invalid_client", 700023, "The client assertion's audience claim does not match the realm issuer.");

    public static EntraException AssertionExpired() =>
        new(401, "invalid_client", 700024, "The client assertion is not within its valid time range.");

    public static EntraException InvalidAssertionSignature(string reason) =>
        new(401, "invalid_client", 700027, $"The client assertion failed signature validation. [Reason - {reason}]");

    public static EntraException UntrustedAssertionIssuer() =>
        new(401, "invalid_client", 70021, "No matching federated identity record found for the presented assertion.");

    private string? SubError { get; init; }

    public EmulatedResponse ToResponse(DateTimeOffset now)
    {
        string traceId = Guid.NewGuid().ToString();
        string correlationId = Guid.NewGuid().ToString();
        string timestamp = now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var body = new JsonObject
        {
            ["error"] = error,
            ["error_description"] = $"{Description} Trace ID: {traceId} Correlation ID: {correlationId} Timestamp: {timestamp}",
            ["error_codes"] = new JsonArray(code),
            ["timestamp"] = timestamp,
            ["trace_id"] = traceId,
            ["correlation_id"] = correlationId,
            ["error_uri"] = $"https://login.microsoftonline.com/error?code={code}",
        };
        if (SubError is not null)
        {
            body["suberror"] = SubError;
        }

        return EmulatedResponse.Json(statusCode, body);
    }
}
