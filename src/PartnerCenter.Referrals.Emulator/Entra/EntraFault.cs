using System.Globalization;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// A refusal in Entra's words: error and code are those of its public list of AADSTS errors, the texts are shortened. No text repeats a
/// secret or a token.
/// </summary>
internal sealed class EntraFault(int statusCode, string error, int code, string message) : Exception(message)
{
    public static EntraFault UnknownTenant(string tenant) =>
        new(400, "invalid_request", 90002, $"Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID.");

    public static EntraFault UnknownClient(string clientId, string tenant) =>
        new(400, "unauthorized_client", 700016, $"Application with identifier '{clientId}' was not found in the directory '{tenant}'.");

    public static EntraFault WrongSecret(string clientId) =>
        new(401, "invalid_client", 7000215, $"Invalid client secret provided for app '{clientId}'.");

    public static EntraFault NoSecret() =>
        new(401, "invalid_client", 7000218, "The request body must contain the parameter 'client_assertion' or 'client_secret'.");

    public static EntraFault MissingParameter(string name) =>
        new(400, "invalid_request", 900144, $"The request body must contain the following parameter: '{name}'.");

    public static EntraFault UnsupportedGrant(string grantType) =>
        new(400, "unsupported_grant_type", 70003, $"The app requested an unsupported grant type '{grantType}'.");

    public static EntraFault ScopeWithoutDefault(string scope) =>
        new(400, "invalid_scope", 1002012,
            $"The provided value for scope {scope} is not valid. Client credential flows need a resource identifier with /.default.");

    public static EntraFault MalformedGrant() =>
        new(400, "invalid_grant", 9002313, "Invalid request. Request is malformed or invalid.");

    public static EntraFault RevokedGrant() =>
        new(400, "invalid_grant", 50173, "The provided grant has expired due to it being revoked, a fresh auth token is needed.");

    public static EntraFault ExpiredGrant(DateTimeOffset issuedAt) =>
        new(400, "invalid_grant", 700082, $"The refresh token has expired due to inactivity. It was issued on {WireDate.Write(issuedAt)}.");

    public Answer ToAnswer(DateTimeOffset now)
    {
        string traceId = Guid.NewGuid().ToString();
        string correlationId = Guid.NewGuid().ToString();
        string timestamp = now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return Answer.Json(statusCode, new JsonObject
        {
            ["error"] = error,
            ["error_description"] = $"AADSTS{code}: {Message} Trace ID: {traceId} Correlation ID: {correlationId} Timestamp: {timestamp}",
            ["error_codes"] = new JsonArray(code),
            ["timestamp"] = timestamp,
            ["trace_id"] = traceId,
            ["correlation_id"] = correlationId,
            ["error_uri"] = $"https://login.microsoftonline.com/error?code={code}",
        });
    }
}
