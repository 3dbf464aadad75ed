using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Issues the access tokens of the emulated Entra, and reads them for the emulated service.</summary>
internal sealed class AccessTokens(EntraDirectory directory, TimeProvider clock)
{
    public const string ServiceAudience = "https://api.partner.microsoft.com";

    /// <summary>Specifies the audience of the registration of webhooks (wire contract 9.1).</summary>
    public const string WebhookAudience = "https://api.partnercenter.microsoft.com";

    // No public resource has this name. It represents any other API.
    public const string OtherAudience = "https://api.fabrikam.example.com";

    // Entra turns the requested claims into claims of its own. Here the token repeats the request's claims parameter.
    private const string RequestedClaimsName = "asked";

    private readonly Jwt _jwt = new();

    /// <summary>Gets the public key that verifies the tokens.</summary>
    public JsonObject Keys => _jwt.Keys;

    /// <summary>
    /// Issues a token for an audience. A token of kind <see cref="AccessTokenKind.WrongAudience"/> always has another audience.
    /// </summary>
    /// <param name="kind">What the token proves.</param>
    /// <param name="audience">The API that the token is for.</param>
    /// <param name="authority">The address at which the emulated Entra was reached, without a path.</param>
    /// <param name="lifetime">How long the token is valid.</param>
    /// <param name="requestedClaims">The request's <c>claims</c>; null if it had none.</param>
    public string Issue(AccessTokenKind kind, string audience, string authority, TimeSpan lifetime, JsonObject? requestedClaims = null)
    {
        JsonObject claims = CommonClaims(kind, kind == AccessTokenKind.WrongAudience ? OtherAudience : audience, authority, lifetime);
        claims["appid"] = directory.ClientId;
        claims["azp"] = directory.ClientId;
        if (kind == AccessTokenKind.AppOnly)
        {
            claims["roles"] = new JsonArray();
        }
        else
        {
            claims["oid"] = directory.UserOf(kind);
            claims["scp"] = "user_impersonation";
            claims["amr"] = kind == AccessTokenKind.DelegatedWithoutMfa ? new JsonArray("pwd") : new JsonArray("pwd", "mfa");
        }

        if (requestedClaims is not null)
        {
            claims[RequestedClaimsName] = requestedClaims.DeepClone();
        }

        return _jwt.Sign(claims);
    }

    /// <summary>Issues the id token, which identifies the signed-in user to the app (here, to MSAL).</summary>
    public string IssueIdToken(AccessTokenKind kind, string authority, TimeSpan lifetime, string? nonce)
    {
        JsonObject claims = CommonClaims(kind, directory.ClientId, authority, lifetime);
        claims["oid"] = directory.UserOf(kind);
        claims["sub"] = directory.UserOf(kind);
        claims["preferred_username"] = EntraDirectory.UserName;
        claims["name"] = "Contoso Seller";
        if (!string.IsNullOrEmpty(nonce))
        {
            claims["nonce"] = nonce;
        }

        return _jwt.Sign(claims);
    }

    /// <summary>Returns the content of a token, or null if this emulator did not issue it.</summary>
    public AccessToken? Read(string token)
    {
        if (_jwt.Read(token) is not { } claims)
        {
            return null;
        }

        bool hasMfa = claims["amr"] is JsonArray amr && amr.Any(method => method?.GetValue<string>() == "mfa");
        DateTimeOffset expiry = DateTimeOffset.FromUnixTimeSeconds(claims["exp"]!.GetValue<long>());
        return new AccessToken(claims["aud"]!.GetValue<string>(), expiry <= clock.GetUtcNow(), !claims.ContainsKey("scp"), hasMfa)
        {
            IsOfPartnerTenant = claims.TextAt("tid") == directory.TenantId,
            IsOfUserWithRole = claims.TextAt("oid") == directory.UserId,
            RequestedClaims = claims[RequestedClaimsName]?.AsObject(),
        };
    }

    private JsonObject CommonClaims(AccessTokenKind kind, string audience, string authority, TimeSpan lifetime)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return new JsonObject
        {
            ["iss"] = EntraDirectory.IssuerOf(authority, directory.TenantOf(kind)),
            ["aud"] = audience,
            ["ver"] = "2.0",
            ["tid"] = directory.TenantOf(kind),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + lifetime).ToUnixTimeSeconds(),

            // Without this claim, two tokens issued in the same second would be identical, and a renewed token would look like the old one.
            ["uti"] = Guid.NewGuid().ToString("N"),
        };
    }

    internal sealed record AccessToken(string Audience, bool HasExpired, bool IsAppOnly, bool HasMfa)
    {
        public required bool IsOfPartnerTenant { get; init; }

        public required bool IsOfUserWithRole { get; init; }

        /// <summary>Gets the <c>claims</c> parameter of the token request, or null if it had none.</summary>
        public required JsonObject? RequestedClaims { get; init; }
    }
}
