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

    /// <param name="grantType">The grant.</param>
    /// <param name="form">The request's parameters.</param>
    /// <param name="authority">The address at which the emulated Entra was reached, without a path.</param>
    /// <exception cref="EntraException">The grant is refused.</exception>
    public EmulatedResponse Handle(string grantType, EntraForm form, string authority)
    {
        if (options.ConsentIsMissing)
        {
            throw EntraException.ConsentMissing(directory.ClientId, "invalid_grant");
        }

        UserGrant grant = grantType switch
        {
            GrantTypes.RefreshToken => RedeemRefreshToken(form),
            GrantTypes.DeviceCode or GrantTypes.MsalDeviceCode => RedeemDeviceCode(form),
            GrantTypes.AuthorizationCode => RedeemCode(form),
            _ => RedeemAssertion(form),
        };
        return IssueTokens(grant, form.GetClaims(), authority);
    }

    private UserGrant RedeemRefreshToken(EntraForm form)
    {
        (string token, string signedInFor) = refreshTokens.Redeem(form.GetRequired("refresh_token"));
        string scopes = form.GetOrEmpty("scope");
        return new UserGrant(scopes.Length > 0 ? scopes : signedInFor, options.UserTokenKind) { RefreshToken = token };
    }

    private UserGrant RedeemDeviceCode(EntraForm form) => new(deviceCodes.Redeem(form.GetRequired("device_code")), options.UserTokenKind);

    private UserGrant RedeemCode(EntraForm form)
    {
        AuthorizationRequest request = authorizationCodes.Redeem(
            form.GetRequired("code"), form.GetRequired("redirect_uri"), form.GetOrEmpty("code_verifier"));
        string scopes = form.GetOrEmpty("scope");
        return new UserGrant(scopes.Length > 0 ? scopes : request.Scopes, options.UserTokenKind)
        {
            IsOpenId = UserGrant.Has("openid", scopes) || UserGrant.Has("openid", request.Scopes),
            IsOffline = UserGrant.Has("offline_access", scopes) || UserGrant.Has("offline_access", request.Scopes),
            SignInScopes = request.Scopes,
            Nonce = request.Nonce,
        };
    }

    // The app presents the token with which its own user called it. How that user signed in carries over to the new token.
    private UserGrant RedeemAssertion(EntraForm form)
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

        return new UserGrant(
            form.GetRequired("scope"), assertion.HasMfa ? options.UserTokenKind : AccessTokenKind.DelegatedWithoutMfa);
    }

    private EmulatedResponse IssueTokens(UserGrant grant, JsonObject? claims, string authority)
    {
        string resource = ResourceOf(grant.Scopes);
        string accessToken = accessTokens.Issue(grant.Kind, resource, authority, options.TokenLifetime, claims);
        JsonObject response = TokenEndpoint.Common(accessToken, options.TokenLifetime);
        response["scope"] = $"{resource}/user_impersonation {resource}/.default";
        if ((grant.RefreshToken ?? (grant.IsOffline ? refreshTokens.Issue(grant.SignInScopes) : null)) is { } refreshToken)
        {
            response["refresh_token"] = refreshToken;
        }

        if (grant.IsOpenId)
        {
            response["id_token"] = accessTokens.IssueIdToken(grant.Kind, authority, options.TokenLifetime, grant.Nonce);
        }

        var clientInfo = new JsonObject { ["uid"] = directory.UserOf(grant.Kind), ["utid"] = directory.TenantOf(grant.Kind) };
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
