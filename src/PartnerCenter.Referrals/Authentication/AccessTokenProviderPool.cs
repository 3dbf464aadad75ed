using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace PartnerCenter.Referrals;

/// <summary>
/// Shares one token provider among all clients that use the same credential, the same scope and the same clock. The provider is disposed
/// with the last of these clients.
/// </summary>
internal sealed class AccessTokenProviderPool(ReferralsCredential credential)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Key, (AccessTokenProvider Provider, int Clients)> _providers = [];

    /// <summary>Returns the shared provider. Each call must be followed by one call of <see cref="Release"/>.</summary>
    public AccessTokenProvider Acquire(TimeProvider clock, ILogger logger, string scope = AccessTokenProvider.Scope)
    {
        Key key = new(clock, scope);
        lock (_lock)
        {
            (AccessTokenProvider provider, int clients) = _providers.TryGetValue(
                key, out (AccessTokenProvider Provider, int Clients) shared)
                ? shared
                : (new AccessTokenProvider(credential, clock, logger, scope: scope), 0);
            _providers[key] = (provider, clients + 1);
            return provider;
        }
    }

    public void Release(TimeProvider clock, string scope = AccessTokenProvider.Scope)
    {
        Key key = new(clock, scope);
        lock (_lock)
        {
            (AccessTokenProvider provider, int clients) = _providers[key];
            if (clients > 1)
            {
                _providers[key] = (provider, clients - 1);
            }
            else
            {
                _providers.Remove(key);
                provider.Dispose();
            }
        }
    }

    // A clock may call another one equal that shows another time.
    private readonly record struct Key(TimeProvider Clock, string Scope)
    {
        public bool Equals(Key other) => ReferenceEquals(Clock, other.Clock) && Scope == other.Scope;

        public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(Clock), Scope);
    }
}
