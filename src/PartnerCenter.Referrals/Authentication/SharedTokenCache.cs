using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>
/// Copies MSAL's cache to the user's token cache and back. A failure of the user's cache is recorded for a diagnosis and fails no token
/// request.
/// </summary>
internal sealed class SharedTokenCache(IReferralsTokenCache cache, string key, TimeProvider time)
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(2);
    // A refused connection may take a second to fail. A failure below this limit delays no caller noticeably.
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan DelayAfterSlowCache = TimeSpan.FromMinutes(1);

    private readonly LimitedWait _wait = new(time);
    private long? _slowAt;
    private bool _isOutdated;

    /// <summary>Gets what went wrong in the last access, or null if it succeeded.</summary>
    public string? Failure { get; private set; }

    /// <summary>Loads what other processes have written, before MSAL looks something up.</summary>
    public async Task ReadAsync(TokenCacheNotificationArgs access)
    {
        // After a failed write MSAL's tokens are newer than those in the user's cache, which must not replace them.
        if (_isOutdated || await TryAsync(
            cancellationToken => cache.ReadAsync(key, cancellationToken),
            access.CancellationToken).ConfigureAwait(false) is not { Length: > 0 } content)
        {
            return;
        }

        try
        {
            access.TokenCache.DeserializeMsalV3(content, shouldClearExistingCache: true);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // Another program may have written anything. MSAL's message is not recorded, because it quotes the beginning of the content.
            // The next write replaces the entry.
            Failure = "its content cannot be read";
        }
    }

    /// <summary>Writes MSAL's tokens after a change. A write that fails is retried after the next access.</summary>
    public async Task WriteAsync(TokenCacheNotificationArgs access)
    {
        if (access.HasStateChanged || _isOutdated)
        {
            byte[] content = access.TokenCache.SerializeMsalV3();
            _isOutdated = !await TryAsync(
                async cancellationToken =>
                {
                    await cache.WriteAsync(key, content, cancellationToken).ConfigureAwait(false);
                    return true;
                },
                CancellationToken.None).ConfigureAwait(false); // No cancellation may keep a rotated token from the cache.
        }
    }

    private async Task<T?> TryAsync<T>(Func<CancellationToken, ValueTask<T>> access, CancellationToken cancellationToken)
    {
        if (_slowAt is { } slowAt && time.GetElapsedTime(slowAt) < DelayAfterSlowCache)
        {
            return default;
        }

        long started = time.GetTimestamp();
        using CancellationTokenSource limit = new(TimeLimit, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            T result = await _wait.RunAsync(given => access(given).AsTask(), either.Token).ConfigureAwait(false);
            (_slowAt, Failure) = (null, null);
            return result;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception failure)
        {
            // Only the type is recorded, because the message may name hosts and users.
            Failure = limit.IsCancellationRequested ? "it did not respond in time" : failure.GetType().Name;
            _slowAt = time.GetElapsedTime(started) >= Slow ? time.GetTimestamp() : null;
            return default;
        }
    }
}
