namespace PartnerCenter.Referrals;

/// <summary>A refresh token store over two callbacks, such as those of a vault's client.</summary>
/// <remarks>As safe for concurrent use as the callbacks are.</remarks>
public sealed class CallbackRefreshTokenStore : IRefreshTokenStore
{
    private readonly Func<CancellationToken, ValueTask<string?>> _read;
    private readonly Func<string, CancellationToken, ValueTask> _write;

    /// <summary>Makes a store of the two.</summary>
    /// <param name="read">Gives the newest refresh token, or null if there is none yet.</param>
    /// <param name="write">Replaces it. When it returns, a restart must find the new one.</param>
    /// <exception cref="ArgumentNullException">One of them is null.</exception>
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
