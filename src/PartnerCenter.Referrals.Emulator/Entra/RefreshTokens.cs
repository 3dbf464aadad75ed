using System.Security.Cryptography;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Holds the refresh tokens that the emulated Entra has issued.</summary>
internal sealed class RefreshTokens(TimeProvider clock, bool singleUse)
{
    // Entra's default for apps other than single-page apps. Using a token does not extend its lifetime.
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    // What a client of the service signs its user in for.
    private const string ServiceScopes = $"openid profile offline_access {AccessTokens.ServiceAudience}/.default";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Grant> _grants = new(StringComparer.Ordinal);

    /// <summary>Issues a token for the scopes of a sign-in; by default those with which a client of the service signs in.</summary>
    public string Issue(string scopes = ServiceScopes) =>
        IssueFixed($"1.{RandomNumberGenerator.GetHexString(64, lowercase: true)}", scopes);

    /// <summary>Issues a token with a text that the caller chooses.</summary>
    public string IssueFixed(string token, string scopes = ServiceScopes)
    {
        lock (_gate)
        {
            _grants.Add(token, new Grant(scopes, clock.GetUtcNow(), IsRevoked: false));
        }

        return token;
    }

    public void RevokeAll()
    {
        lock (_gate)
        {
            foreach ((string token, Grant grant) in _grants.ToArray())
            {
                _grants[token] = grant with { IsRevoked = true };
            }
        }
    }

    /// <summary>Redeems a token and returns a new one, with the scopes of the sign-in.</summary>
    /// <exception cref="EntraException">The token is unknown, revoked or expired.</exception>
    public (string Token, string Scopes) Redeem(string token)
    {
        lock (_gate)
        {
            if (!_grants.TryGetValue(token, out Grant? grant))
            {
                throw EntraException.MalformedGrant();
            }

            if (grant.IsRevoked)
            {
                throw EntraException.RevokedGrant();
            }

            if (clock.GetUtcNow() - grant.IssuedAt >= Lifetime)
            {
                throw EntraException.ExpiredGrant(grant.IssuedAt);
            }

            if (singleUse)
            {
                _grants[token] = grant with { IsRevoked = true };
            }

            return (Issue(grant.Scopes), grant.Scopes);
        }
    }

    private sealed record Grant(string Scopes, DateTimeOffset IssuedAt, bool IsRevoked);
}
