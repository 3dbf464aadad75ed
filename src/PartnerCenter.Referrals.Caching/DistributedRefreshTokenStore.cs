using System.Text;
using Microsoft.Extensions.Caching.Distributed;

namespace PartnerCenter.Referrals;

/// <summary>The refresh token of one sign-in in an <see cref="IDistributedCache"/>, for all nodes that reach it.</summary>
/// <remarks>
/// <para>
/// Use a cache that keeps what it is given: the entry never expires here, but a cache that evicts entries, or keeps them in memory only,
/// loses the sign-in with it. Give the initial refresh token to <c>FromRefreshToken</c> as well, which then takes over as long as Entra
/// honours it.
/// </para>
/// <para><b>Protect it</b>, like <see cref="DistributedTokenCache"/>: who reads the entry signs in as the user. Safe for concurrent use if
/// the functions are.</para>
/// </remarks>
public sealed class DistributedRefreshTokenStore : IRefreshTokenStore
{
    private readonly IDistributedCache _cache;
    private readonly string _key;
    private readonly Protection _protection;

    /// <summary>Makes a store.</summary>
    /// <param name="cache">Where the token goes. It is not disposed.</param>
    /// <param name="key">The entry, such as <c>contoso/referrals/refresh-token</c>. Each sign-in needs one of its own.</param>
    /// <param name="protect">Encrypts the entry; null to write it as it is.</param>
    /// <param name="unprotect">Decrypts it again.</param>
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
        byte[]? entry = await ReachAsync(() => _cache.GetAsync(_key, cancellationToken), cancellationToken).ConfigureAwait(false);
        return entry is null ? null : Encoding.UTF8.GetString(_protection.Remove(entry));
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(string refreshToken, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(refreshToken);
        byte[] entry = _protection.Add(Encoding.UTF8.GetBytes(refreshToken));
        await ReachAsync(
            async () =>
            {
                await _cache.SetAsync(_key, entry, new DistributedCacheEntryOptions(), cancellationToken).ConfigureAwait(false);
                return entry;
            },
            cancellationToken).ConfigureAwait(false);
    }

    // A cache that fails may work again in a moment; functions that fail do not.
    private static async Task<byte[]?> ReachAsync(Func<Task<byte[]?>> access, CancellationToken cancellationToken)
    {
        try
        {
            return await access().ConfigureAwait(false);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ReferralsAuthenticationException(
                $"The cache that holds the refresh token failed ({failure.GetType().Name}). Check the cache and the way to it.", failure)
            {
                IsTransient = true,
            };
        }
    }
}
