using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Who may call: wire contract 8.</summary>
internal sealed class BearerCheck(AccessTokens tokens, bool allowAppOnly, MfaRefusalShape mfaRefusal, ClaimsDemand demand)
{
    private const string Scheme = "Bearer ";
    private const string MfaMessage = "Multi-factor authentication is required: the token carries no MFA claim.";

    /// <summary>Null if the caller may go on, else the answer that refuses it.</summary>
    public Answer? Refuse(ReceivedRequest request)
    {
        if (!request.Headers.TryGetValue("Authorization", out string? authorization) || authorization.Length == 0)
        {
            return ServiceFault.Unauthenticated("A bearer token is required.", "Bearer").ToAnswer();
        }

        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            || tokens.Read(authorization[Scheme.Length..].Trim()) is not { } token)
        {
            return InvalidToken("The access token is not one of this service.");
        }

        if (token.HasExpired)
        {
            return InvalidToken("The access token has expired.");
        }

        if (token.Audience != AccessTokens.ServiceAudience)
        {
            return InvalidToken("The access token is for another audience.");
        }

        if (demand.Refuse(token.AskedClaims) is { } challenge)
        {
            return challenge;
        }

        if (token.IsAppOnly)
        {
            return allowAppOnly
                ? null
                : AccessDenied("Referrals are available to App+User tokens only.");
        }

        if (!token.HasMfa)
        {
            return RefuseWithoutMfa();
        }

        // The status is that of 7.5 for a missing role; that another tenant is answered alike is inferred.
        if (!token.IsOfPartnerTenant)
        {
            return AccessDenied("The tenant of the access token is not enrolled in Partner Center.");
        }

        return token.IsOfUserWithRole ? null : AccessDenied("The user is neither Referral Admin nor Referral User.");
    }

    private static Answer AccessDenied(string message) => new ServiceFault(403, "accessDenied", message).ToAnswer();

    private static Answer InvalidToken(string message) =>
        ServiceFault.Unauthenticated(message, $"Bearer error=\"invalid_token\", error_description=\"{message}\"").ToAnswer();

    // That `code` is a number and what stands in `source` are inferred; the members' names are documented (wire contract 7.1).
    private Answer RefuseWithoutMfa() => mfaRefusal == MfaRefusalShape.BearerError
        ? InvalidToken(MfaMessage)
        : Answer.Json(401, new JsonObject
        {
            ["code"] = 900421,
            ["description"] = MfaMessage,
            ["data"] = new JsonArray(),
            ["source"] = "PartnerApi",
        });
}
