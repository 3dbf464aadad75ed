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

        return Discovery.Serves(path) ? RecordedRequestKind.Discovery : RecordedRequestKind.Referrals;
    }

    public EmulatedResponse Handle(EmulatedRequest request)
    {
        if (request.BodyIsTooLarge)
        {
            return EmulatedResponse.Empty(413);
        }

        try
        {
            return NotStored(Route(request));
        }
        catch (EntraException fault)
        {
            return NotStored(fault.ToResponse(clock.GetUtcNow()));
        }
        catch (Exception defect)
        {
            return ApiException.Of(defect).ToResponse();
        }
    }

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

        return EmulatedResponse.Json(200, discovery.Document(request.Path, request.Origin));
    }

    // RFC 6749 requires it of responses with a token; Entra sends it with all of them.
    private static EmulatedResponse NotStored(EmulatedResponse response)
    {
        response.Headers["Cache-Control"] = "no-store";
        response.Headers["Pragma"] = "no-cache";
        return response;
    }

    private static EmulatedResponse NotAllowed(string allowed)
    {
        EmulatedResponse response = EmulatedResponse.Empty(405);
        response.Headers["Allow"] = allowed;
        return response;
    }

    /// <summary>Returns the tenant of a path that consists of a tenant and an ending, or null.</summary>
    internal static string? TenantBefore(string ending, string path)
    {
        if (!path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        string tenant = path[..^ending.Length].TrimStart('/');
        return tenant.Length > 0 && !tenant.Contains('/', StringComparison.Ordinal) ? tenant : null;
    }
}
