namespace PartnerCenter.Referrals;

/// <summary>Checks whether the claims of a token are those that the service requires.</summary>
internal static class ClaimChecks
{
    private const string Audience = "audience";
    private const string Kind = "kind of token";
    public const string Methods = "multi-factor";
    private const string Tenant = "tenant";
    private const string Expiry = "expiry";

    private static readonly TimeSpan MaxSkew = TimeSpan.FromMinutes(5);

    // The address in the scope, and the application id of the same resource (wire contract 8).
    private static readonly string[] Audiences =
        ["https://api.partner.microsoft.com", "https://api.partner.microsoft.com/", "4990cffe-04e8-4e8b-808a-1175604b879f"];

    public static string[] Names => [Audience, Kind, Methods, Tenant, Expiry];

    public static IReadOnlyList<DiagnosisCheck> Of(ReferralsAccessToken token, ReferralsCredential credential, DateTimeOffset now) =>
        TokenClaims.Of(token.Token) is { } claims
            ?
            [
                OfAudience(claims), OfKind(claims, credential.IsAppOnly), OfMethods(claims),
                OfTenant(claims, credential.Application?.TenantId),
                OfExpiry(claims.IssuedAt, claims.ExpiresAt ?? token.ExpiresOn, now),
            ]
            :
            [
                .. Names[..^1].Select(
                    name => new DiagnosisCheck(name, DiagnosisOutcome.Unclear, "The token cannot be read; only the service can check it.")),
                OfExpiry(null, token.ExpiresOn, now),
            ];

    private static DiagnosisCheck OfAudience(TokenClaims claims)
    {
        bool fits = claims.Audience is { } audience && Audiences.Contains(audience, StringComparer.OrdinalIgnoreCase);
        return new(
            Audience,
            fits ? DiagnosisOutcome.Passed : DiagnosisOutcome.Failed,
            $"The token is for {claims.Audience ?? "an audience that is neither an address nor an id"}.",
            fits ? null : $"Request the scope {AccessTokenProvider.Scope}.");
    }

    private static DiagnosisCheck OfKind(TokenClaims claims, bool isApp) => claims switch
    {
        { IsDelegated: true } => new(Kind, DiagnosisOutcome.Passed, "The token is an App+User token."),
        _ when isApp || claims.IsAppOnly => new(
            Kind,
            DiagnosisOutcome.Failed,
            "The token is App-only; today's service accepts App+User tokens only.",
            "Sign in as a user: with FromRefreshToken in an unattended program, otherwise with FromDeviceCode, FromBrowser or "
                + "FromUserAssertion."),
        _ => new(Kind, DiagnosisOutcome.Unclear, "The token contains neither delegated permissions nor roles."),
    };

    private static DiagnosisCheck OfMethods(TokenClaims claims) => claims switch
    {
        { IsAppOnly: true } => new(Methods, DiagnosisOutcome.Skipped, "No user signed in."),
        { Methods: null } => new(Methods, DiagnosisOutcome.Unclear, "The token does not say how the user signed in."),
        { Methods: var methods } when methods.Contains("mfa") => new(
            Methods, DiagnosisOutcome.Passed, "The user signed in with multi-factor authentication."),
        _ => new(
            Methods,
            DiagnosisOutcome.Failed,
            "The user signed in without multi-factor authentication; the service refuses such tokens.",
            "Sign in once more with multi-factor authentication, and store the new refresh token."),
    };

    private static DiagnosisCheck OfTenant(TokenClaims claims, string? tenantId)
    {
        bool differs = Guid.TryParse(tenantId, out Guid configured)
            && Guid.TryParse(claims.TenantId, out Guid actual)
            && configured != actual;
        return new(
            Tenant,
            differs ? DiagnosisOutcome.Failed : claims.TenantId is null ? DiagnosisOutcome.Unclear : DiagnosisOutcome.Passed,
            claims.TenantId is null ? "The token does not name its tenant." : $"The token belongs to the tenant {claims.TenantId}.",
            differs ? "This is not the configured tenant: check TenantId, and which user signed in." : null);
    }

    private static DiagnosisCheck OfExpiry(DateTimeOffset? issuedAt, DateTimeOffset expiresAt, DateTimeOffset now)
    {
        const string clock = "Synchronize this machine's clock with a time server.";
        return expiresAt <= now
            ? new(Expiry, DiagnosisOutcome.Failed, $"The token expired at {expiresAt:u}; by this machine's clock it is {now:u}.", clock)
            : issuedAt > now + MaxSkew
            ? new(
                Expiry, DiagnosisOutcome.Failed, $"The token was issued at {issuedAt:u}; by this machine's clock it is only {now:u}.",
                clock)
            : new(Expiry, DiagnosisOutcome.Passed, $"The token is valid until {expiresAt:u}.");
    }
}
