using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Handles the grants that return a user's token.</summary>
internal sealed class UserGrants(
    EntraDirectory directory,
    AccessTokens accessTokens,
    RefreshTokens refreshTokens,
    DeviceCodes deviceCodes,
    AuthorizationCodes authorizationCodes,
    ReferralsEmulatorOptions options)
{
    // If a user's request names no resource, Entra issues a token for Microsoft Graph, which the referrals service refuses.
    private const string GraphAudience = "00000003-0000-0000-c000-000000000000";

    /// <exception cref="EntraException">The grant is refused.</exception>
    public EmulatedResponse Handle(string grantType, EntraForm form)
    {
        if (options.ConsentIsMissing)
        {
            throw EntraException.ConsentMissing(directory.ClientId, "invalid_grant");
        }

        return grantType switch
        {
            GrantTypes.RefreshToken => IssueTokens(
                form, form.GetOrEmpty("scope"), options.UserTokenKind, refreshTokens.Redeem(form.GetRequired("refresh_token"))),
            GrantTypes.DeviceCode or GrantTypes.MsalDeviceCode => IssueTokens(form, deviceCodes.Redeem(form.GetRequired("device_code"))),
            GrantTypes.AuthorizationCode => RedeemCode(form),
            _ => RedeemAssertion(form),
        };
    }

    private EmulatedResponse RedeemCode(EntraForm form)
    {
        AuthorizationRequest request = authorizationCodes.Redeem(
            form.GetRequired("code"), form.GetRequired("redirect_uri"), form.GetOrEmpty("code_verifier"));
        string scopes = form.GetOrEmpty("scope");
        return IssueTokens(form, scopes.Length > 0 ? scopes : request.Scopes, nonce: request.Nonce);
    }

    // The app presents the token with which its own user called it. How that user signed in carries over to the new token.
    private EmulatedResponse RedeemAssertion(EntraForm form)
    {
        if (form.GetRequired("requested_token_use") != "on_behalf_of")
        {
            throw EntraException.UnsupportedTokenUse();
        }

        if (accessTokens.Read(form.GetRequired("assertion")) is not { IsAppOnly: false } assertion)
        {
            throw EntraException.InvalidUserAssertion();
        }

        if (assertion.HasExpired)
        {
            throw EntraException.ExpiredUserAssertion();
        }

        if (assertion.Audience != directory.ClientId && assertion.Audience != $"api://{directory.ClientId}")
        {
            throw EntraException.UserAssertionAudienceMismatch();
        }

        return IssueTokens(form, form.GetRequired("scope"), assertion.HasMfa ? options.UserTokenKind : AccessTokenKind.DelegatedWithoutMfa);
    }

    private EmulatedResponse IssueTokens(EntraForm form, string scopes, string? nonce = null) =>
        IssueTokens(form, scopes, options.UserTokenKind, refreshTokens.Issue(), nonce);

    private EmulatedResponse IssueTokens(EntraForm form, string scopes, AccessTokenKind kind) =>
        IssueTokens(form, scopes, kind, refreshTokens.Issue());

    private EmulatedResponse IssueTokens(EntraForm form, string scopes, AccessTokenKind kind, string refreshToken, string? nonce = null)
    {
        string resource = ResourceOf(scopes);
        string accessToken = accessTokens.Issue(kind, resource, options.TokenLifetime, form.GetClaims());
        JsonObject response = TokenEndpoint.Common(accessToken, options.TokenLifetime);
        response["scope"] = $"{resource}/user_impersonation {resource}/.default";
        response["refresh_token"] = refreshToken;
        response["id_token"] = accessTokens.IssueIdToken(kind, options.TokenLifetime, nonce);
        var clientInfo = new JsonObject { ["uid"] = directory.UserOf(kind), ["utid"] = directory.TenantOf(kind) };
        response["client_info"] = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(clientInfo.ToJsonString()));
        return EmulatedResponse.Json(200, response);
    }

    // In "openid profile offline_access https://api.partner.microsoft.com/.default", the only scope that is a URI names the resource.
    private static string ResourceOf(string scopes)
    {
        string? scope = scopes.Split(' ').FirstOrDefault(text => text.Contains("://", StringComparison.Ordinal));
        return scope is null ? GraphAudience : scope[..scope.LastIndexOf('/')].TrimEnd('/');
    }
}
