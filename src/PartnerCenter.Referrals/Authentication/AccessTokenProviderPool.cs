using Microsoft.Extensions.Logging;

namespace PartnerCenter.Referrals;

/// <summary>
/// Shares one token provider among all clients that use the same credential and the same clock. The provider is disposed with the last of
/// these clients.
/// </summary>
internal sealed class AccessTokenProviderPool(ReferralsCredential credential)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TimeProvider, (AccessTokenProvider Provider, int Clients)> _byClock = new(
        ReferenceEqualityComparer.Instance);

    /// <summary>Returns the shared provider. Each call must be followed by one call of <see cref="Release"/>.</summary>
    public AccessTokenProvider Acquire(TimeProvider clock, ILogger logger)
    {
        lock (_lock)
        {
            (AccessTokenProvider provider, int clients) = _byClock.TryGetValue(
                clock, out (AccessTokenProvider Provider, int Clients) shared)
                ? shared
                : (new AccessTokenProvider(credential, clock, logger), 0);
            _byClock[clock] = (provider, clients + 1);
            return provider;
        }
    }

    public void Release(TimeProvider clock)
    {
        lock (_lock)
        {
            (AccessTokenProvider provider, int clients) = _byClock[clock];
            if (clients > 1)
            {
                _byClock[clock] = (provider, clients - 1);
            }
            else
            {
                _byClock.Remove(clock);
                provider.Dispose();
            }
        }
    }
}
