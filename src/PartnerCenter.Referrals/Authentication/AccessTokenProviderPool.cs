using Microsoft.Extensions.Logging;

namespace PartnerCenter.Referrals;

/// <summary>One token for all clients that share a credential. It is forgotten when the last of them is disposed. Clients with clocks of their own share none.</summary>
internal sealed class AccessTokenProviderPool(ReferralsCredential credential)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TimeProvider, (AccessTokenProvider Holder, int Clients)> _byClock = new(ReferenceEqualityComparer.Instance);

    /// <summary>Each call wants one of <see cref="Release"/>.</summary>
    public AccessTokenProvider Acquire(TimeProvider clock, ILogger logger)
    {
        lock (_lock)
        {
            (AccessTokenProvider holder, int clients) = _byClock.TryGetValue(clock, out (AccessTokenProvider Holder, int Clients) shared)
                ? shared
                : (new AccessTokenProvider(credential, ReferralsTransport.Scope, clock, logger), 0);
            _byClock[clock] = (holder, clients + 1);
            return holder;
        }
    }

    public void Release(TimeProvider clock)
    {
        lock (_lock)
        {
            (AccessTokenProvider holder, int clients) = _byClock[clock];
            if (clients > 1)
            {
                _byClock[clock] = (holder, clients - 1);
            }
            else
            {
                _byClock.Remove(clock);
                holder.Dispose();
            }
        }
    }
}
