using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Emulates Entra's <c>/{tenant}/oauth2/v2.0/token</c>.</summary>
internal sealed class TokenEndpoint(
    EntraDirectory directory, ClientAuthentication clients, AccessTokens accessTokens, UserGrants users, TimeSpan lifetime)
{
    private const string DefaultScope = "/.default";

    public EmulatedResponse Handle(string tenant, EmulatedRequest request)
    {
        var form = new EntraForm(request.BodyText);
        string grantType = form.GetRequired("grant_type");
        bool isOfUser = GrantTypes.AreForUserSignIn(grantType);
        directory.CheckTenant(tenant, forUsers: isOfUser);
        clients.Check(tenant, grantType, form, request);
        return grantType switch
        {
            GrantTypes.ClientCredentials => ForApp(form, request.Origin),
            _ when isOfUser || grantType == GrantTypes.OnBehalfOf => users.Handle(grantType, form, request.Origin),
            _ => throw EntraException.UnsupportedGrant(grantType),
        };
    }

    /// <summary>Returns the members that every response with a token has.</summary>
    public static JsonObject Common(string accessToken, TimeSpan lifetime) => new()
    {
        ["token_type"] = "Bearer",
        ["expires_in"] = (long)lifetime.TotalSeconds,
        ["ext_expires_in"] = (long)lifetime.TotalSeconds,
        ["access_token"] = accessToken,
    };

    private EmulatedResponse ForApp(EntraForm form, string authority)
    {
        string scope = form.GetRequired("scope");
        if (!scope.EndsWith(DefaultScope, StringComparison.Ordinal) || scope.Contains(' ', StringComparison.Ordinal))
        {
            throw EntraException.ScopeWithoutDefault(scope);
        }

        // With a refresh token, an id token or client_info, MSAL would take this for a user's response and refuse it.
        string audience = scope[..^DefaultScope.Length];
        string token = accessTokens.Issue(AccessTokenKind.AppOnly, audience, authority, lifetime, form.GetClaims());
        return EmulatedResponse.Json(200, Common(token, lifetime));
    }
}
