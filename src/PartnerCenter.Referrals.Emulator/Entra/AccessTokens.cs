using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Makes the access tokens that the emulated Entra hands out, and reads them for the emulated service.</summary>
internal sealed class AccessTokens(EntraDirectory directory, TimeProvider clock)
{
    public const string ServiceAudience = "https://api.partner.microsoft.com";

    // No public resource has this name; it stands for "some other API".
    public const string OtherAudience = "https://api.fabrikam.example.com";

    // Entra grants what was asked in claims of their own; here the token simply says what it was asked for with.
    private const string RequestedClaimsName = "asked";

    private readonly Jwt _jwt = new();

    /// <summary>A token for an audience, except that <see cref="AccessTokenKind.WrongAudience"/> is always for another.</summary>
    public string Issue(AccessTokenKind kind, string audience, TimeSpan lifetime, JsonObject? requestedClaims = null)
    {
        JsonObject claims = CommonClaims(kind, kind == AccessTokenKind.WrongAudience ? OtherAudience : audience, lifetime);
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

    /// <summary>The token that tells the app, here MSAL, who has signed in.</summary>
    public string IssueIdToken(AccessTokenKind kind, TimeSpan lifetime, string? nonce)
    {
        JsonObject claims = CommonClaims(kind, directory.ClientId, lifetime);
        claims["iss"] = $"https://login.microsoftonline.com/{directory.TenantOf(kind)}/v2.0";
        claims["oid"] = directory.UserOf(kind);
        claims["sub"] = directory.UserOf(kind);
        claims["preferred_username"] = EntraDirectory.UserName;
        claims["name"] = "Contoso Seller";
        claims["ver"] = "2.0";
        if (!string.IsNullOrEmpty(nonce))
        {
            claims["nonce"] = nonce;
        }

        return _jwt.Sign(claims);
    }

    /// <summary>What a token says, or null if it was not made here.</summary>
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

    private JsonObject CommonClaims(AccessTokenKind kind, string audience, TimeSpan lifetime)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return new JsonObject
        {
            ["aud"] = audience,
            ["tid"] = directory.TenantOf(kind),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + lifetime).ToUnixTimeSeconds(),

            // Two tokens of one second would be the same text, and a renewal could not be told from the old token.
            ["uti"] = Guid.NewGuid().ToString("N"),
        };
    }

    internal sealed record AccessToken(string Audience, bool HasExpired, bool IsAppOnly, bool HasMfa)
    {
        public required bool IsOfPartnerTenant { get; init; }

        public required bool IsOfUserWithRole { get; init; }

        /// <summary>The <c>claims</c> parameter of the request for the token; null if it had none.</summary>
        public required JsonObject? RequestedClaims { get; init; }
    }
}
