namespace PartnerCenter.Referrals.Emulator;

/// <summary>Represents what a grant entitles the app to.</summary>
/// <param name="Scopes">The scopes that the app requests.</param>
/// <param name="Kind">What the access token proves.</param>
internal sealed record UserGrant(string Scopes, AccessTokenKind Kind)
{
    /// <summary>Gets whether the app gets an id token, as OpenID Connect specifies.</summary>
    public bool IsOpenId { get; init; } = Has("openid", Scopes);

    /// <summary>Gets whether the app gets a refresh token without redeeming one.</summary>
    public bool IsOffline { get; init; } = Has("offline_access", Scopes);

    /// <summary>Gets the scopes of the sign-in, which a refresh has if it names none.</summary>
    public string SignInScopes { get; init; } = Scopes;

    /// <summary>Gets the refresh token that replaces a redeemed one; null if none was redeemed.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>Gets the nonce of the sign-in, for the id token; null if there is none.</summary>
    public string? Nonce { get; init; }

    public static bool Has(string scope, string scopes) => scopes.Split(' ').Contains(scope);
}
