using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>The part of Microsoft Entra that a sign-in without a person needs: the token endpoint and the discovery documents.</summary>
internal sealed class EntraService(TokenEndpoint tokenEndpoint, EntraDirectory directory, TimeProvider clock)
{
    private const string TokenPath = "/oauth2/v2.0/token";
    private const string ConfigurationPath = "/v2.0/.well-known/openid-configuration";
    private const string InstancePath = "/common/discovery/instance";

    public static RecordedRequestKind KindOf(string path)
    {
        if (TenantBefore(TokenPath, path) is not null)
        {
            return RecordedRequestKind.Token;
        }

        bool isDiscovery = TenantBefore(ConfigurationPath, path) is not null
            || path.Equals(InstancePath, StringComparison.OrdinalIgnoreCase);
        return isDiscovery ? RecordedRequestKind.Discovery : RecordedRequestKind.Referrals;
    }

    public Answer Answer(ReceivedRequest request)
    {
        if (request.BodyIsTooLarge)
        {
            return Emulator.Answer.Empty(413);
        }

        try
        {
            if (TenantBefore(TokenPath, request.Path) is { } tenant)
            {
                return request.Method == "POST" ? tokenEndpoint.Answer(tenant, request) : NotAllowed("POST");
            }

            if (request.Method != "GET")
            {
                return NotAllowed("GET");
            }

            JsonObject document = TenantBefore(ConfigurationPath, request.Path) is { } configured
                ? Configuration(configured, AuthorityOf(request))
                : Instance(AuthorityOf(request));
            return Emulator.Answer.Json(200, document);
        }
        catch (EntraFault fault)
        {
            return fault.ToAnswer(clock.GetUtcNow());
        }
        catch (Exception defect)
        {
            return ServiceFault.Of(defect).ToAnswer();
        }
    }

    private static Answer NotAllowed(string allowed)
    {
        Answer answer = Emulator.Answer.Empty(405);
        answer.Headers["Allow"] = allowed;
        return answer;
    }

    private static string? TenantBefore(string ending, string path)
    {
        if (!path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        string tenant = path[..^ending.Length].TrimStart('/');
        return tenant.Length > 0 && !tenant.Contains('/', StringComparison.Ordinal) ? tenant : null;
    }

    // Addresses in the documents name the host that was asked: Entra's, which MSAL believes in, or loopback for whoever asks there.
    private static string AuthorityOf(ReceivedRequest request) =>
        request.Host.StartsWith("127.0.0.1:", StringComparison.Ordinal) ? $"http://{request.Host}" : $"https://{request.Host}";

    private JsonObject Configuration(string tenant, string authority)
    {
        if (tenant is not ("common" or "organizations") && !tenant.Equals(directory.TenantId, StringComparison.OrdinalIgnoreCase))
        {
            throw EntraFault.UnknownTenant(tenant);
        }

        return new JsonObject
        {
            ["token_endpoint"] = $"{authority}/{tenant}{TokenPath}",
            ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_post", "client_secret_basic"),

            // MSAL refuses a document without it; no sign-in of a person is played.
            ["authorization_endpoint"] = $"{authority}/{tenant}/oauth2/v2.0/authorize",
            ["issuer"] = $"{authority}/{(tenant is "common" or "organizations" ? "{tenantid}" : tenant)}/v2.0",
            ["response_types_supported"] = new JsonArray("code"),
            ["scopes_supported"] = new JsonArray("openid", "profile", "email", "offline_access"),
        };
    }

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
