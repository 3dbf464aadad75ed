using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>A refusal in the service's words; thrown where a request turns out to be wrong, answered in one place.</summary>
internal sealed class ApiException(int statusCode, string code, string message, string? target = null) : Exception(message)
{
    private Dictionary<string, string> ResponseHeaders { get; } = [];

    private (string Code, string Message)? Inner { get; init; }

    public static ApiException InvalidRequest(string message, string? target = null) => new(400, "invalidRequest", message, target);

    public static ApiException Unauthenticated(string message, string challenge) =>
        new(401, "unauthenticated", message) { ResponseHeaders = { ["WWW-Authenticate"] = challenge } };

    public static ApiException NotFound(string message) => new(404, "itemNotFound", message);

    public static ApiException ReferralNotFound() => NotFound("There is no referral with this id.");

    public static ApiException PreconditionFailed(string message, (string Code, string Message)? inner = null) =>
        new(412, "preconditionFailed", message) { Inner = inner };

    public static ApiException MethodNotAllowed(string method, string allowed) =>
        new(405, "invalidRequest", $"{method} is not allowed here.") { ResponseHeaders = { ["Allow"] = allowed } };

    /// <summary>A refusal for no reason but its status, in the pairing of wire contract 7.3; null for a status that has none.</summary>
    public static ApiException? FromStatus(int statusCode) => statusCode switch
    {
        400 => InvalidRequest("The request is refused."),
        401 => Unauthenticated("The token is refused.", "Bearer"),
        403 => new(403, "accessDenied", "The access is denied."),
        404 => ReferralNotFound(),
        412 => PreconditionFailed(
            "The If-Match header does not fit the referral.", ("resourceModified", "The referral has changed since it was read.")),
        500 => new(500, "generalException", "Something went wrong."),
        503 => new(503, "serviceNotAvailable", "The service is not available."),
        _ => null,
    };

    /// <summary>The emulator's own mistake, or a record that cannot be written: the answer says which, and the emulator goes on.</summary>
    public static ApiException Of(Exception defect) =>
        new(500, "generalException", $"The emulator failed: {defect.GetType().Name}: {defect.Message}");

    /// <summary>The envelope of wire contract 7.1; <c>target</c> is written only where there is one.</summary>
    public EmulatedResponse ToResponse()
    {
        var error = new JsonObject { ["code"] = code, ["message"] = Message };
        if (target is not null)
        {
            error["target"] = target;
        }

        if (Inner is { } inner)
        {
            error["innerError"] = new JsonObject { ["code"] = inner.Code, ["message"] = inner.Message };
        }

        EmulatedResponse response = EmulatedResponse.Json(statusCode, new JsonObject { ["error"] = error });
        foreach ((string name, string value) in ResponseHeaders)
        {
            response.Headers[name] = value;
        }

        return response;
    }
}
