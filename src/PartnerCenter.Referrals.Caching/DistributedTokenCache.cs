using Microsoft.Extensions.Caching.Distributed;

namespace PartnerCenter.Referrals;

/// <summary>
/// A token cache over any <see cref="IDistributedCache"/>, such as Redis: the processes that reach it share one sign-in and its tokens.
/// </summary>
/// <remarks>
/// <b>Protect it.</b> Entries hold access and refresh tokens. Limit who reaches the cache, and encrypt what goes there: the two functions
/// are those of an <c>IDataProtector</c>, if you use ASP.NET Core's data protection with keys that all nodes share. An entry is dropped 90
/// days after it was last written, which is as long as Entra's refresh tokens live. Safe for concurrent use if the functions are.
/// </remarks>
/// <seealso cref="ReferralsCredentialOptions.TokenCache"/>
public sealed class DistributedTokenCache : IReferralsTokenCache
{
    private static readonly DistributedCacheEntryOptions Lifetime = new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromDays(90) };

    private readonly IDistributedCache _cache;
    private readonly Protection _protection;

    /// <summary>Makes a token cache.</summary>
    /// <param name="cache">Where the entries go. Their keys begin with <c>PartnerCenter.Referrals/</c>. It is not disposed.</param>
    /// <param name="protect">Encrypts an entry; null to write it as it is.</param>
    /// <param name="unprotect">Decrypts it again. What it throws counts as an entry that cannot be read; it is then written anew.</param>
    /// <exception cref="ArgumentException"><paramref name="cache"/> is null, or only one of the two functions is given.</exception>
    public DistributedTokenCache(IDistributedCache cache, Func<byte[], byte[]>? protect = null, Func<byte[], byte[]>? unprotect = null)
    {
        ArgumentNullException.ThrowIfNull(cache);
        _cache = cache;
        _protection = new Protection(protect, unprotect);
    }

    /// <inheritdoc/>
    public async ValueTask<byte[]?> ReadAsync(string key, CancellationToken cancellationToken) =>
        await _cache.GetAsync(EntryOf(key), cancellationToken).ConfigureAwait(false) is { } value ? _protection.Remove(value) : null;

    /// <inheritdoc/>
    public async ValueTask WriteAsync(string key, byte[] value, CancellationToken cancellationToken) =>
        await _cache.SetAsync(EntryOf(key), _protection.Add(value), Lifetime, cancellationToken).ConfigureAwait(false);

    private static string EntryOf(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return $"PartnerCenter.Referrals/{key}";
    }
}
