namespace PartnerCenter.Referrals;

/// <summary>What the client asks a token provider for. Immutable.</summary>
/// <seealso cref="ReferralsCredential.FromTokenProvider"/>
public sealed class ReferralsTokenRequest
{
    /// <summary>Creates a request, for tests of a token provider.</summary>
    /// <param name="scope">The OAuth scope of the service.</param>
    /// <param name="newerThan">The expiry of the token that the client holds; null for the first one.</param>
    /// <param name="mayPrompt">Whether a user may be asked to sign in.</param>
    /// <param name="claims">The claims that the service asks for, as JSON; null for none.</param>
    /// <exception cref="ArgumentException"><paramref name="scope"/> is empty.</exception>
    public ReferralsTokenRequest(string scope, DateTimeOffset? newerThan = null, bool mayPrompt = false, string? claims = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(scope);
        Scope = scope;
        NewerThan = newerThan;
        MayPrompt = mayPrompt;
        Claims = claims;
    }

    /// <summary>The OAuth scope of the service, such as <c>https://api.partner.microsoft.com/.default</c>.</summary>
    public string Scope { get; }

    /// <summary>
    /// The expiry of the token that the client holds, or null for the first one. A token that expires no later is of no use: a provider
    /// with a cache of its own must bypass it.
    /// </summary>
    public DateTimeOffset? NewerThan { get; }

    /// <summary>
    /// Whether a caller waits for the token, so that a user may be asked to sign in; false while the token that the client holds is still
    /// valid.
    /// </summary>
    public bool MayPrompt { get; }

    /// <summary>
    /// The claims that the service asks for in addition to the token that the client holds, as JSON for the <c>claims</c> parameter of a
    /// token request; null if it asks for none. A token from a cache does not satisfy them. A provider that cannot pass them on may return
    /// the same token again: the call then fails with the service's refusal.
    /// </summary>
    public string? Claims { get; }

    /// <summary>Whether a token that was obtained before is an answer still.</summary>
    internal bool IsAnsweredBy(ReferralsAccessToken token, DateTimeOffset now) =>
        Claims is null && (NewerThan is not { } expiry || token.ExpiresOn > expiry) && token.ExpiresOn > now + TimeSpan.FromMinutes(1);
}
