using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>The grants that end in a token of a user.</summary>
internal sealed class UserGrants(
    EntraDirectory directory,
    AccessTokens accessTokens,
    RefreshTokens refreshTokens,
    DeviceCodes deviceCodes,
    AuthorizationCodes authorizationCodes,
    ReferralsEmulatorOptions options)
{
    // What Entra takes a user's request for when it names no resource: Microsoft Graph, which the referrals service refuses.
    private const string GraphAudience = "00000003-0000-0000-c000-000000000000";

    /// <exception cref="EntraFault">The grant is not worth a token.</exception>
    public Answer Answer(string grantType, EntraForm form)
    {
        if (options.ConsentIsMissing)
        {
            throw EntraFault.ConsentMissing(directory.ClientId, "invalid_grant");
        }

        return grantType switch
        {
            GrantTypes.RefreshToken => Give(form, form.Find("scope"), options.SignedInAs, refreshTokens.Redeem(form.Need("refresh_token"))),
            GrantTypes.DeviceCode or GrantTypes.DeviceCodeOfMsal => Give(form, deviceCodes.Redeem(form.Need("device_code"))),
            GrantTypes.AuthorizationCode => ByCode(form),
            _ => OnBehalf(form),
        };
    }

    private Answer ByCode(EntraForm form)
    {
        AuthorizationRequest asked = authorizationCodes.Redeem(
            form.Need("code"), form.Need("redirect_uri"), form.Find("code_verifier"));
        string scopes = form.Find("scope");
        return Give(form, scopes.Length > 0 ? scopes : asked.Scopes, nonce: asked.Nonce);
    }

    // The app shows the token by which its own user called it; how that user signed in goes on into the new token.
    private Answer OnBehalf(EntraForm form)
    {
        if (form.Need("requested_token_use") != "on_behalf_of")
        {
            throw EntraFault.UnsupportedTokenUse();
        }

        if (accessTokens.Read(form.Need("assertion")) is not { IsAppOnly: false } assertion)
        {
            throw EntraFault.InvalidUserAssertion();
        }

        if (assertion.HasExpired)
        {
            throw EntraFault.ExpiredUserAssertion();
        }

        if (assertion.Audience != directory.ClientId && assertion.Audience != $"api://{directory.ClientId}")
        {
            throw EntraFault.UserAssertionForAnother();
        }

        return Give(form, form.Need("scope"), assertion.HasMfa ? options.SignedInAs : AccessTokenKind.DelegatedWithoutMfa);
    }

    private Answer Give(EntraForm form, string scopes, string? nonce = null) =>
        Give(form, scopes, options.SignedInAs, refreshTokens.Issue(), nonce);

    private Answer Give(EntraForm form, string scopes, AccessTokenKind kind) => Give(form, scopes, kind, refreshTokens.Issue());

    private Answer Give(EntraForm form, string scopes, AccessTokenKind kind, string refreshToken, string? nonce = null)
    {
        string resource = ResourceOf(scopes);
        string accessToken = accessTokens.Issue(kind, resource, options.TokenLifetime, form.FindClaims());
        JsonObject answer = TokenEndpoint.Common(accessToken, options.TokenLifetime);
        answer["scope"] = $"{resource}/user_impersonation {resource}/.default";
        answer["refresh_token"] = refreshToken;
        answer["id_token"] = accessTokens.IssueIdToken(kind, options.TokenLifetime, nonce);
        var clientInfo = new JsonObject { ["uid"] = directory.UserOf(kind), ["utid"] = directory.TenantOf(kind) };
        answer["client_info"] = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(clientInfo.ToJsonString()));
        return Emulator.Answer.Json(200, answer);
    }

    // "openid profile offline_access https://api.partner.microsoft.com/.default": the one scope that is a URI names the resource.
    private static string ResourceOf(string scopes)
    {
        string? scope = scopes.Split(' ').FirstOrDefault(text => text.Contains("://", StringComparison.Ordinal));
        return scope is null ? GraphAudience : scope[..scope.LastIndexOf('/')].TrimEnd('/');
    }
}
