namespace PartnerCenter.Referrals;

/// <summary>Reads and writes a refresh token through two callbacks, such as calls of a vault's client.</summary>
/// <remarks>The store is as safe for concurrent use as the callbacks are.</remarks>
public sealed class CallbackRefreshTokenStore : IRefreshTokenStore
{
    private readonly Func<CancellationToken, ValueTask<string?>> _read;
    private readonly Func<string, CancellationToken, ValueTask> _write;

    /// <summary>Creates a store from two callbacks.</summary>
    /// <param name="read">A function that returns the newest refresh token, or null if none has been stored yet.</param>
    /// <param name="write">
    /// A function that replaces the stored refresh token. When it completes, a restarted program must find the new token.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="read"/> or <paramref name="write"/> is null.</exception>
    public CallbackRefreshTokenStore(Func<CancellationToken, ValueTask<string?>> read, Func<string, CancellationToken, ValueTask> write)
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(write);
        _read = read;
        _write = write;
    }

    /// <inheritdoc/>
    public ValueTask<string?> ReadAsync(CancellationToken cancellationToken) => _read(cancellationToken);

    /// <inheritdoc/>
    public ValueTask WriteAsync(string refreshToken, CancellationToken cancellationToken) => _write(refreshToken, cancellationToken);
}
