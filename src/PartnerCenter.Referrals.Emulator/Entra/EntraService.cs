namespace PartnerCenter.Referrals.Emulator;

/// <summary>Emulates the part of Microsoft Entra that a sign-in needs, and routes each address to its endpoint.</summary>
internal sealed class EntraService(
    TokenEndpoint token, DeviceCodeEndpoint deviceCode, AuthorizeEndpoint authorize, Discovery discovery, TimeProvider clock)
{
    public const string TokenPath = "/oauth2/v2.0/token";
    public const string DeviceCodePath = "/oauth2/v2.0/devicecode";
    public const string AuthorizePath = "/oauth2/v2.0/authorize";

    public static RecordedRequestKind KindOf(string path)
    {
        if (TenantBefore(TokenPath, path) is not null)
        {
            return RecordedRequestKind.Token;
        }

        if (TenantBefore(DeviceCodePath, path) is not null || TenantBefore(AuthorizePath, path) is not null)
        {
            return RecordedRequestKind.SignIn;
        }

        bool isDiscovery = TenantBefore(Discovery.ConfigurationPath, path) is not null
            || path.Equals(Discovery.InstancePath, StringComparison.OrdinalIgnoreCase);
        return isDiscovery ? RecordedRequestKind.Discovery : RecordedRequestKind.Referrals;
    }

    public EmulatedResponse Handle(EmulatedRequest request)
    {
        if (request.BodyIsTooLarge)
        {
            return EmulatedResponse.Empty(413);
        }

        try
        {
            return Route(request);
        }
        catch (EntraException fault)
        {
            return fault.ToResponse(clock.GetUtcNow());
        }
        catch (Exception defect)
        {
            return ApiException.Of(defect).ToResponse();
        }
    }

    /// <summary>
    /// Returns the authority that the client addressed: Entra's host if the request came through <see cref="EntraLoopbackHandler"/>, or the
    /// loopback address if the client used that.
    /// </summary>
    public static string AuthorityOf(EmulatedRequest request) =>
        request.Host.StartsWith("127.0.0.1:", StringComparison.Ordinal) ? $"http://{request.Host}" : $"https://{request.Host}";

    private EmulatedResponse Route(EmulatedRequest request)
    {
        if (TenantBefore(TokenPath, request.Path) is { } tenant)
        {
            return request.Method == "POST" ? token.Handle(tenant, request) : NotAllowed("POST");
        }

        if (TenantBefore(DeviceCodePath, request.Path) is { } device)
        {
            return request.Method == "POST" ? deviceCode.Handle(device, request) : NotAllowed("POST");
        }

        if (request.Method != "GET")
        {
            return NotAllowed("GET");
        }

        if (TenantBefore(AuthorizePath, request.Path) is { } browser)
        {
            return authorize.Handle(browser, request);
        }

        return EmulatedResponse.Json(200, TenantBefore(Discovery.ConfigurationPath, request.Path) is { } configured
            ? discovery.Configuration(configured, AuthorityOf(request))
            : discovery.Instance(AuthorityOf(request)));
    }

    private static EmulatedResponse NotAllowed(string allowed)
    {
        EmulatedResponse response = EmulatedResponse.Empty(405);
        response.Headers["Allow"] = allowed;
        return response;
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
}
