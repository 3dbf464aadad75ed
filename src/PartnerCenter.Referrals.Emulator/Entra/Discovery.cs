using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Creates the documents that list Entra's endpoints. Their addresses contain the host to which the request was sent.</summary>
internal sealed class Discovery(EntraDirectory directory)
{
    public const string ConfigurationPath = "/v2.0/.well-known/openid-configuration";
    public const string InstancePath = "/common/discovery/instance";

    /// <exception cref="EntraException">There is no such tenant.</exception>
    public JsonObject Configuration(string tenant, string authority)
    {
        directory.CheckTenant(tenant, forUsers: true);
        return new JsonObject
        {
            ["token_endpoint"] = $"{authority}/{tenant}{EntraService.TokenPath}",
            ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_post", "client_secret_basic", "private_key_jwt"),
            ["authorization_endpoint"] = $"{authority}/{tenant}{EntraService.AuthorizePath}",
            ["device_authorization_endpoint"] = $"{authority}/{tenant}{EntraService.DeviceCodePath}",
            ["issuer"] = $"{authority}/{(EntraDirectory.IsMultiTenant(tenant) ? "{tenantid}" : tenant)}/v2.0",
            ["response_types_supported"] = new JsonArray("code"),
            ["response_modes_supported"] = new JsonArray("query", "form_post"),
            ["scopes_supported"] = new JsonArray("openid", "profile", "email", "offline_access"),
        };
    }

    public JsonObject Instance(string authority)
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
