namespace PartnerCenter.Referrals;

/// <summary>What the client asks a token provider for.</summary>
/// <seealso cref="ReferralsCredential.FromTokenProvider"/>
public sealed class ReferralsTokenRequest
{
    internal ReferralsTokenRequest(string scope, DateTimeOffset? newerThan, bool mayPrompt)
    {
        Scope = scope;
        NewerThan = newerThan;
        MayPrompt = mayPrompt;
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
}
