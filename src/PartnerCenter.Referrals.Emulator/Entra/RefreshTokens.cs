using System.Security.Cryptography;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Holds the refresh tokens that the emulated Entra has issued.</summary>
internal sealed class RefreshTokens(TimeProvider clock, bool singleUse)
{
    // Entra's default for apps other than single-page apps. Using a token does not extend its lifetime.
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Grant> _grants = new(StringComparer.Ordinal);

    public string Issue() => Issue($"1.{RandomNumberGenerator.GetHexString(64, lowercase: true)}");

    /// <summary>Issues a token with a text that the caller chooses.</summary>
    public string Issue(string token)
    {
        lock (_gate)
        {
            _grants.Add(token, new Grant(clock.GetUtcNow(), IsRevoked: false));
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

    /// <summary>Redeems a token and returns a new one.</summary>
    /// <exception cref="EntraException">The token is unknown, revoked or expired.</exception>
    public string Redeem(string token)
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

            return Issue();
        }
    }

    private sealed record Grant(DateTimeOffset IssuedAt, bool IsRevoked);
}
