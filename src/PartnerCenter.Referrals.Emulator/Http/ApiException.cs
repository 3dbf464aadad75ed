using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Represents a refusal by the emulated service. It is thrown where a request proves invalid, and one place turns it into a response.
/// </summary>
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
        new(405, "invalidRequest", $"{method} is not allowed at this address.") { ResponseHeaders = { ["Allow"] = allowed } };

    /// <summary>
    /// Returns the refusal for a status, with the code that wire contract 7.3 pairs with it, or null for a status without a code.
    /// </summary>
    public static ApiException? FromStatus(int statusCode) => statusCode switch
    {
        400 => InvalidRequest("The request was refused."),
        401 => Unauthenticated("The access token was refused.", "Bearer"),
        403 => new(403, "accessDenied", "Access is denied."),
        404 => ReferralNotFound(),
        412 => PreconditionFailed(
            "The If-Match header does not match the referral's eTag.", ("resourceModified", "The referral has changed since it was read.")),
        500 => new(500, "generalException", "Something went wrong."),
        503 => new(503, "serviceNotAvailable", "The service is not available."),
        _ => null,
    };

    /// <summary>
    /// Returns the refusal for a defect of the emulator, or for a record that cannot be written. The message names the exception, and the
    /// emulator keeps running.
    /// </summary>
    public static ApiException Of(Exception defect) =>
        new(500, "generalException", $"The emulator failed: {defect.GetType().Name}: {defect.Message}");

    /// <summary>Returns what a function returns, or the response for what it throws.</summary>
    public static EmulatedResponse Respond(Func<EmulatedResponse> handle)
    {
        try
        {
            return handle();
        }
        catch (ApiException fault)
        {
            return fault.ToResponse();
        }
        catch (Exception defect)
        {
            return Of(defect).ToResponse();
        }
    }

    /// <summary>Returns the envelope of wire contract 7.1. <c>target</c> is written only if there is one.</summary>
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
