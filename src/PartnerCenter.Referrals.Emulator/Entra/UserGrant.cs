namespace PartnerCenter.Referrals.Emulator;

/// <summary>Represents what a grant entitles the app to.</summary>
/// <param name="Scopes">The scopes that the app requests.</param>
/// <param name="Kind">What the access token proves.</param>
internal sealed record UserGrant(string Scopes, AccessTokenKind Kind)
{
    /// <summary>Gets whether the app gets an id token, as OpenID Connect specifies.</summary>
    public bool IsOpenId { get; init; } = HasOpenId(Scopes);

    /// <summary>Gets the refresh token that replaces a redeemed one, or null to issue one.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>Gets the nonce of the sign-in, for the id token; null if there is none.</summary>
    public string? Nonce { get; init; }

    public static bool HasOpenId(string scopes) => scopes.Split(' ').Contains("openid");
}
