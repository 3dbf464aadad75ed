using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Decides whether a request's access token may call an API (wire contract 8).</summary>
internal sealed class BearerAuthorization(AccessTokens tokens, ApiAccess access, MfaErrorFormat mfaError, RequiredClaims requiredClaims)
{
    private const string Scheme = "Bearer ";
    private const string MfaMessage = "Multi-factor authentication is required: the access token has no MFA claim.";

    /// <summary>Returns null if the caller may continue, and otherwise the response that refuses the request.</summary>
    public EmulatedResponse? Authorize(EmulatedRequest request)
    {
        if (!request.Headers.TryGetValue("Authorization", out string? authorization) || authorization.Length == 0)
        {
            return ApiException.Unauthenticated("A bearer token is required.", "Bearer").ToResponse();
        }

        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            || tokens.Read(authorization[Scheme.Length..].Trim()) is not { } token)
        {
            return InvalidToken("The Authorization header has no access token that this emulator issued.");
        }

        if (token.HasExpired)
        {
            return InvalidToken("The access token has expired.");
        }

        if (token.Audience != access.Audience)
        {
            return InvalidToken("The access token is for another audience.");
        }

        if (requiredClaims.ChallengeUnlessMet(token.RequestedClaims) is { } challenge)
        {
            return challenge;
        }

        if (token.IsAppOnly)
        {
            return access.AppOnlyRefusal is { } reason ? AccessDenied(reason) : null;
        }

        if (!token.HasMfa)
        {
            return MfaRequired();
        }

        // Wire contract 7.5 documents that access is denied without a role. The status 403 (wire contract 7.3), and that another tenant
        // gets it too, are inferred.
        if (!token.IsOfPartnerTenant)
        {
            return AccessDenied("The tenant of the access token is not enrolled in Partner Center.");
        }

        return token.IsOfUserWithRole && access.UserHasRole ? null : AccessDenied(access.RoleRefusal);
    }

    private static EmulatedResponse AccessDenied(string message) => new ApiException(403, "accessDenied", message).ToResponse();

    private static EmulatedResponse InvalidToken(string message) =>
        ApiException.Unauthenticated(message, $"Bearer error=\"invalid_token\", error_description=\"{message}\"").ToResponse();

    // Wire contract 7.1 documents the members' names. That `code` is a number, and the value of `source`, are inferred.
    private EmulatedResponse MfaRequired() => mfaError == MfaErrorFormat.BearerError
        ? InvalidToken(MfaMessage)
        : EmulatedResponse.Json(401, new JsonObject
        {
            ["code"] = 900421,
            ["description"] = MfaMessage,
            ["data"] = new JsonArray(),
            ["source"] = "PartnerApi",
        });
}
