using System.Text;
using Microsoft.Extensions.Caching.Distributed;

namespace PartnerCenter.Referrals;

/// <summary>Stores the refresh token of one sign-in in an <see cref="IDistributedCache"/>, for all nodes that can reach it.</summary>
/// <remarks>
/// <para>
/// Use a persistent cache. The entry expires 90 days after it was last written, which is as long as Entra's refresh tokens live; each token
/// request that rotates the token renews it. A cache that evicts entries, or keeps them in memory only, loses the sign-in with the entry.
/// Pass the initial refresh token to <c>FromRefreshToken</c> as well: it is used after such a loss, as long as
/// Entra accepts it.
/// </para>
/// <para>
/// <b>Protect the entry</b>, as you protect those of <see cref="DistributedTokenCache"/>: anyone who can read it can sign in as the user.
/// The store is safe for concurrent use if the functions are.
/// </para>
/// </remarks>
public sealed class DistributedRefreshTokenStore : IRefreshTokenStore
{
    // Never empty options: a cache may give such entries a short life of its own, as that of SQL Server does (20 minutes after the last
    // access).
    private static readonly DistributedCacheEntryOptions Lifetime = new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromDays(90) };

    private readonly IDistributedCache _cache;
    private readonly string _key;
    private readonly Protection _protection;

    /// <summary>Creates a store.</summary>
    /// <param name="cache">The cache that stores the token. It is not disposed.</param>
    /// <param name="key">The key of the entry, such as <c>contoso/referrals/refresh-token</c>. Each sign-in needs its own key.</param>
    /// <param name="protect">A function that encrypts the entry; null to store it unencrypted.</param>
    /// <param name="unprotect">A function that decrypts the entry; null if <paramref name="protect"/> is null.</param>
    /// <exception cref="ArgumentException">An argument is null or empty, or only one of the two functions is given.</exception>
    public DistributedRefreshTokenStore(
        IDistributedCache cache, string key, Func<byte[], byte[]>? protect = null, Func<byte[], byte[]>? unprotect = null)
    {
        ArgumentNullException.ThrowIfNull(cache);
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        _cache = cache;
        _key = key;
        _protection = new Protection(protect, unprotect);
    }

    /// <inheritdoc/>
    public async ValueTask<string?> ReadAsync(CancellationToken cancellationToken)
    {
        byte[]? entry = await AccessAsync(() => _cache.GetAsync(_key, cancellationToken), cancellationToken).ConfigureAwait(false);
        return entry is null ? null : Encoding.UTF8.GetString(_protection.Remove(entry));
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(string refreshToken, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(refreshToken);
        byte[] entry = _protection.Add(Encoding.UTF8.GetBytes(refreshToken));
        await AccessAsync(
            async () =>
            {
                await _cache.SetAsync(_key, entry, Lifetime, cancellationToken).ConfigureAwait(false);
                return entry;
            },
            cancellationToken).ConfigureAwait(false);
    }

    // A failure of the cache may be temporary; a failure of the two functions is not, so it does not pass through here.
    private static async Task<byte[]?> AccessAsync(Func<Task<byte[]?>> access, CancellationToken cancellationToken)
    {
        try
        {
            return await access().ConfigureAwait(false);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ReferralsAuthenticationException(
                $"The cache that holds the refresh token failed ({failure.GetType().Name}). Check the cache and the connection to it.",
                failure)
            {
                IsTransient = true,
            };
        }
    }
}
