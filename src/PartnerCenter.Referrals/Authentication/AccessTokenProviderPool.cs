using Microsoft.Extensions.Logging;

namespace PartnerCenter.Referrals;

/// <summary>
/// One token for all clients that share a credential. It is forgotten when the last of them is disposed. Clients with clocks of their own
/// share none.
/// </summary>
internal sealed class AccessTokenProviderPool(ReferralsCredential credential)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TimeProvider, (AccessTokenProvider Provider, int Clients)> _byClock = new(
        ReferenceEqualityComparer.Instance);

    /// <summary>Each call wants one of <see cref="Release"/>.</summary>
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
