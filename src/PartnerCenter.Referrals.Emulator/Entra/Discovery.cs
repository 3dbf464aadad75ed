using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Creates the documents that list Entra's endpoints, issuer and keys. Their addresses have the scheme and host to which the request was
/// sent.
/// </summary>
internal sealed class Discovery(EntraDirectory directory, AccessTokens accessTokens)
{
    private const string ConfigurationPath = "/v2.0/.well-known/openid-configuration";
    private const string ConfigurationPathV1 = "/.well-known/openid-configuration";
    private const string KeysPath = "/discovery/v2.0/keys";
    private const string InstancePath = "/common/discovery/instance";

    public static bool Serves(string path) =>
        ConfiguredTenant(path) is not null || EntraService.TenantBefore(KeysPath, path) is not null || IsInstance(path);

    /// <summary>Returns the document at a path that is served.</summary>
    /// <exception cref="EntraException">There is no such tenant.</exception>
    public JsonObject Document(string path, string authority)
    {
        if (IsInstance(path))
        {
            return Instance(authority);
        }

        if (ConfiguredTenant(path) is { } configured)
        {
            directory.CheckTenant(configured, forUsers: true);
            return Configuration(configured, authority);
        }

        directory.CheckTenant(EntraService.TenantBefore(KeysPath, path)!, forUsers: true);
        return accessTokens.Keys;
    }

    private static bool IsInstance(string path) => path.Equals(InstancePath, StringComparison.OrdinalIgnoreCase);

    private static string? ConfiguredTenant(string path) =>
        EntraService.TenantBefore(ConfigurationPath, path) ?? EntraService.TenantBefore(ConfigurationPathV1, path);

    // Entra names a template as the issuer of `common`. Here the only tenant's issuer is named everywhere, so that libraries that compare
    // it with the tokens' issuer accept it.
    private JsonObject Configuration(string tenant, string authority) => new()
    {
        ["token_endpoint"] = $"{authority}/{tenant}{EntraService.TokenPath}",
        ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_post", "client_secret_basic", "private_key_jwt"),
        ["jwks_uri"] = $"{authority}/{tenant}{KeysPath}",
        ["authorization_endpoint"] = $"{authority}/{tenant}{EntraService.AuthorizePath}",
        ["device_authorization_endpoint"] = $"{authority}/{tenant}{EntraService.DeviceCodePath}",
        ["issuer"] = EntraDirectory.IssuerOf(authority, directory.TenantId),
        ["subject_types_supported"] = new JsonArray("pairwise"),
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        ["response_types_supported"] = new JsonArray("code"),
        ["response_modes_supported"] = new JsonArray("query", "form_post"),
        ["scopes_supported"] = new JsonArray("openid", "profile", "email", "offline_access"),
    };

    private JsonObject Instance(string authority)
    {
        string host = new Uri(authority).Authority;
        return new JsonObject
        {
            ["tenant_discovery_endpoint"] = $"{authority}/{directory.TenantId}{ConfigurationPath}",
            ["api-version"] = "1.1",
            ["metadata"] = new JsonArray(new JsonObject
            {
                ["preferred_network"] = host,
                ["preferred_cache"] = host,
                ["aliases"] = new JsonArray(host),
            }),
        };
    }
}
