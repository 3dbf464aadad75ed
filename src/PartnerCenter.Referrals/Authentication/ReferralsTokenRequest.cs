using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>Describes the access token that the client requests from a token provider. Instances are immutable.</summary>
/// <seealso cref="ReferralsCredential.FromTokenProvider"/>
public sealed class ReferralsTokenRequest
{
    /// <summary>Creates a request, for tests of a token provider.</summary>
    /// <param name="scope">The OAuth scope of the service.</param>
    /// <param name="newerThan">The expiry of the client's cached token; null for the first token.</param>
    /// <param name="mayPrompt">Whether a user may be asked to sign in.</param>
    /// <param name="claims">The claims that the service requests, as JSON; null for none.</param>
    /// <exception cref="ArgumentException"><paramref name="scope"/> is empty.</exception>
    public ReferralsTokenRequest(string scope, DateTimeOffset? newerThan = null, bool mayPrompt = false, string? claims = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(scope);
        Scope = scope;
        NewerThan = newerThan;
        MayPrompt = mayPrompt;
        Claims = claims;
    }

    /// <summary>Gets the OAuth scope of the service, such as <c>https://api.partner.microsoft.com/.default</c>.</summary>
    public string Scope { get; }

    /// <summary>
    /// Gets the expiry of the client's cached token, which is about to expire or was refused; null for the first token. The new token must
    /// expire later: a provider with its own cache must bypass it.
    /// </summary>
    public DateTimeOffset? NewerThan { get; }

    /// <summary>
    /// Gets whether a user may be asked to sign in, because a caller waits for the token. False while the client's cached token is still
    /// valid.
    /// </summary>
    public bool MayPrompt { get; }

    /// <summary>
    /// Gets the claims that the service requests and the client's cached token lacks, as JSON for the <c>claims</c> parameter of a token
    /// request; null if it requests none. A token from a cache does not satisfy them. A provider that cannot pass them on may return the
    /// same token again; the call then fails with the service's refusal.
    /// </summary>
    public string? Claims { get; }

    /// <summary>
    /// Returns whether what MSAL returned satisfies the request. Claims keep MSAL from its cache, and a shared cache may hold anything.
    /// </summary>
    internal bool IsAnsweredBy(AuthenticationResult result) =>
        ReferralsAccessToken.IsToken(result.AccessToken)
        && (Claims is not null || NewerThan is not { } expiry || result.ExpiresOn > expiry);

    /// <summary>Returns whether a token that was obtained earlier still satisfies the request.</summary>
    internal bool IsAnsweredBy(ReferralsAccessToken token, DateTimeOffset now) =>
        Claims is null && (NewerThan is not { } expiry || token.ExpiresOn > expiry) && token.ExpiresOn > now + TimeSpan.FromMinutes(1);
}
