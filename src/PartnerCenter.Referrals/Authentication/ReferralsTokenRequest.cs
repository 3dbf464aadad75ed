namespace PartnerCenter.Referrals;

/// <summary>What the client asks a token provider for.</summary>
/// <seealso cref="ReferralsCredential.FromTokenProvider"/>
public sealed class ReferralsTokenRequest
{
    internal ReferralsTokenRequest(string scope, DateTimeOffset? newerThan, bool mayPrompt, string? claims = null)
    {
        Scope = scope;
        NewerThan = newerThan;
        MayPrompt = mayPrompt;
        Claims = claims;
    }

    /// <summary>The OAuth scope of the service, such as <c>https://api.partner.microsoft.com/.default</c>.</summary>
    public string Scope { get; }

    /// <summary>
    /// The expiry of the token in hand, or null for the first one. A token that expires no later is of no use:
    /// a provider with a cache of its own must go past it.
    /// </summary>
    public DateTimeOffset? NewerThan { get; }

    /// <summary>Whether a caller waits for the token, so that a user may be asked to sign in; false while the token in hand still serves.</summary>
    public bool MayPrompt { get; }

    /// <summary>
    /// The claims that the service asks for in answer to the token in hand, as JSON for the <c>claims</c> parameter of a token request; null where there is no such
    /// challenge. No token from a cache will do. A provider that cannot pass them on may return the same token again: the service's refusal then stands.
    /// </summary>
    public string? Claims { get; }

    /// <summary>Whether a token that was obtained before is an answer still.</summary>
    internal bool IsAnsweredBy(ReferralsAccessToken token, DateTimeOffset now) =>
        Claims is null && (NewerThan is not { } expiry || token.ExpiresOn > expiry) && token.ExpiresOn > now + TimeSpan.FromMinutes(1);
}
