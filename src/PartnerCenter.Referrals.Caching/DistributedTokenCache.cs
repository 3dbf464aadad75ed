using Microsoft.Extensions.Caching.Distributed;

namespace PartnerCenter.Referrals;

/// <summary>
/// Stores tokens in any <see cref="IDistributedCache"/>, such as Redis, so that the processes that can reach it share one sign-in and its
/// tokens.
/// </summary>
/// <remarks>
/// <para>
/// <b>Protect the cache.</b> Entries contain access and refresh tokens. Limit who can reach the cache, and encrypt the entries. If you use
/// ASP.NET Core's data protection with keys that all nodes share, pass the two functions of an <c>IDataProtector</c>.
/// </para>
/// <para>
/// An entry expires 90 days after it was last written, which is as long as Entra's refresh tokens live. The cache is safe for concurrent
/// use if the functions are.
/// </para>
/// </remarks>
/// <seealso cref="ReferralsCredentialOptions.TokenCache"/>
public sealed class DistributedTokenCache : IReferralsTokenCache
{
    private static readonly DistributedCacheEntryOptions Lifetime = new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromDays(90) };

    private readonly IDistributedCache _cache;
    private readonly Protection _protection;

    /// <summary>Creates a token cache.</summary>
    /// <param name="cache">
    /// The cache that stores the entries, under keys that begin with <c>PartnerCenter.Referrals/</c>. It is not disposed.
    /// </param>
    /// <param name="protect">A function that encrypts an entry; null to store entries unencrypted.</param>
    /// <param name="unprotect">
    /// A function that decrypts an entry; null if <paramref name="protect"/> is null. If it throws, the entry counts as unreadable and is
    /// written again.
    /// </param>
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
