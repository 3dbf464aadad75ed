using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>
/// Carries the sign-in library's cache to the user's and back. What fails there is remembered for a diagnosis and fails nothing here.
/// </summary>
internal sealed class SharedTokenCache(IReferralsTokenCache cache, string key, TimeProvider time)
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(2);
    // A refused connection may take a second to be told; a failure that is told at once holds nobody up.
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan DelayAfterSlowCache = TimeSpan.FromMinutes(1);

    private long? _slowAt;
    private bool _holdsLess;

    /// <summary>What went wrong last, or null if the last access went well.</summary>
    public string? Failure { get; private set; }

    /// <summary>Before the library looks something up: it shall see what other processes have written.</summary>
    public async Task ReadAsync(TokenCacheNotificationArgs access)
    {
        // What could not be written is newer than what is there, and must not be replaced by it.
        if (_holdsLess || await TryAsync(
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
            // Anybody may have written anything there, and the library's message repeats the beginning of it. The next write puts it right.
            Failure = "what it holds cannot be read";
        }
    }

    /// <summary>After the library has looked at its cache: a change is passed on, now or as soon as that works again.</summary>
    public async Task WriteAsync(TokenCacheNotificationArgs access)
    {
        if (access.HasStateChanged || _holdsLess)
        {
            byte[] content = access.TokenCache.SerializeMsalV3();
            _holdsLess = !await TryAsync(
                async cancellationToken =>
                {
                    await cache.WriteAsync(key, content, cancellationToken).ConfigureAwait(false);
                    return true;
                },
                access.CancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<T?> TryAsync<T>(Func<CancellationToken, ValueTask<T>> access, CancellationToken cancellationToken)
    {
        if (_slowAt is { } slowAt && time.GetElapsedTime(slowAt) < DelayAfterSlowCache)
        {
            return default;
        }

        long started = time.GetTimestamp();
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // On a thread of its own, and left behind when the time is up: a cache may block, or not heed a cancellation.
        Task<T> running = Task.Run(() => access(limit.Token).AsTask(), limit.Token);
        try
        {
            T result = await running.WaitAsync(TimeLimit, time, cancellationToken).ConfigureAwait(false);
            (_slowAt, Failure) = (null, null);
            return result;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception failure)
        {
            // The type only: the text may name hosts and users.
            Failure = running.IsCompleted ? failure.GetType().Name : "it did not answer in time";
            _slowAt = time.GetElapsedTime(started) >= Slow ? time.GetTimestamp() : null;
            return default;
        }
        finally
        {
            await limit.CancelAsync().ConfigureAwait(false);
            _ = running.ContinueWith(
                static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
    }
}
