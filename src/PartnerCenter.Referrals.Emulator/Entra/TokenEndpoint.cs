using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Entra's <c>/{tenant}/oauth2/v2.0/token</c> for the two grants that run without a person.</summary>
internal sealed class TokenEndpoint(EntraDirectory directory, AccessTokens accessTokens, RefreshTokens refreshTokens, TimeSpan lifetime)
{
    private const string DefaultScope = "/.default";

    // What Entra takes a user's request for when it names no resource: Microsoft Graph, which the referrals service refuses.
    private const string GraphAudience = "00000003-0000-0000-c000-000000000000";

    public Answer Answer(string tenant, ReceivedRequest request)
    {
        Dictionary<string, StringValues> form = QueryHelpers.ParseQuery(request.BodyText);
        string grantType = Need(form, "grant_type");
        bool tenantIsOpen = grantType == "refresh_token" && tenant is "common" or "organizations";
        if (!tenantIsOpen && !tenant.Equals(directory.TenantId, StringComparison.OrdinalIgnoreCase))
        {
            throw EntraFault.UnknownTenant(tenant);
        }

        CheckClient(tenant, grantType, form, request);
        return grantType switch
        {
            "client_credentials" => ForApp(form),
            "refresh_token" => ForUser(form),
            _ => throw EntraFault.UnsupportedGrant(grantType),
        };
    }

    private Answer ForApp(Dictionary<string, StringValues> form)
    {
        string scope = Need(form, "scope");
        if (!scope.EndsWith(DefaultScope, StringComparison.Ordinal) || scope.Contains(' ', StringComparison.Ordinal))
        {
            throw EntraFault.ScopeWithoutDefault(scope);
        }

        // MSAL takes a refresh token, an id token or client_info here for a user's answer, and refuses it.
        return Emulator.Answer.Json(200, Common(accessTokens.Issue(AccessTokenKind.AppOnly, scope[..^DefaultScope.Length], lifetime)));
    }

    private Answer ForUser(Dictionary<string, StringValues> form)
    {
        string next = refreshTokens.Redeem(Need(form, "refresh_token"));
        string resource = ResourceOf(Find(form, "scope"));
        JsonObject answer = Common(accessTokens.Issue(AccessTokenKind.Delegated, resource, lifetime));
        answer["scope"] = $"{resource}/user_impersonation {resource}{DefaultScope}";
        answer["refresh_token"] = next;
        answer["id_token"] = accessTokens.IssueIdToken(lifetime);
        var clientInfo = new JsonObject { ["uid"] = directory.UserId, ["utid"] = directory.TenantId };
        answer["client_info"] = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(clientInfo.ToJsonString()));
        return Emulator.Answer.Json(200, answer);
    }

    private JsonObject Common(string accessToken) => new()
    {
        ["token_type"] = "Bearer",
        ["expires_in"] = (long)lifetime.TotalSeconds,
        ["ext_expires_in"] = (long)lifetime.TotalSeconds,
        ["access_token"] = accessToken,
    };

    // "openid profile offline_access https://api.partner.microsoft.com/.default": the one scope that is a URI names the resource.
    private static string ResourceOf(string scopes)
    {
        string? scope = scopes.Split(' ').FirstOrDefault(text => text.Contains("://", StringComparison.Ordinal));
        return scope is null ? GraphAudience : scope[..scope.LastIndexOf('/')].TrimEnd('/');
    }

    private void CheckClient(string tenant, string grantType, Dictionary<string, StringValues> form, ReceivedRequest request)
    {
        (string id, string secret) = BasicCredentials(request) ?? (Find(form, "client_id"), Find(form, "client_secret"));
        if (id.Length == 0)
        {
            throw EntraFault.MissingParameter("client_id");
        }

        if (!id.Equals(directory.ClientId, StringComparison.OrdinalIgnoreCase))
        {
            throw EntraFault.UnknownClient(id, tenant);
        }

        if (secret.Length == 0)
        {
            if (!directory.IsPublicClient || grantType != "refresh_token")
            {
                throw EntraFault.NoSecret();
            }
        }
        else if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(directory.ClientSecret)))
        {
            throw EntraFault.WrongSecret(id);
        }
    }

    private static (string Id, string Secret)? BasicCredentials(ReceivedRequest request)
    {
        if (!request.Headers.TryGetValue("Authorization", out string? text)
            || !AuthenticationHeaderValue.TryParse(text, out AuthenticationHeaderValue? header)
            || !header.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase)
            || !Base64.IsValid(header.Parameter))
        {
            return null;
        }

        string[] parts = Encoding.UTF8.GetString(Convert.FromBase64String(header.Parameter!)).Split(':', 2);
        return (Uri.UnescapeDataString(parts[0]), parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "");
    }

    private static string Need(Dictionary<string, StringValues> form, string name)
    {
        string value = Find(form, name);
        return value.Length > 0 ? value : throw EntraFault.MissingParameter(name);
    }

    private static string Find(Dictionary<string, StringValues> form, string name) => form.GetValueOrDefault(name).ToString();
}
