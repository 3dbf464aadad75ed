namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>A store in memory that tells what was done, and fails or lags when told to.</summary>
internal sealed class InMemoryRefreshTokenStore(string? token = null) : IRefreshTokenStore
{
    public string? Token { get; set; } = token;

    /// <summary>Given once in place of the token: what a node reads that was a moment too early.</summary>
    public string? Stale { get; set; }

    public Exception? Failure { get; set; }

    public Action? Writing { get; set; }

    public int Reads { get; private set; }

    public int Writes { get; private set; }

    public ValueTask<string?> ReadAsync(CancellationToken cancellationToken)
    {
        Reads++;
        (string? token, Stale) = (Stale ?? Token, null);
        return new(token);
    }

    public ValueTask WriteAsync(string refreshToken, CancellationToken cancellationToken)
    {
        Writing?.Invoke();
        if (Failure is not null)
        {
            throw Failure;
        }

        Writes++;
        Token = refreshToken;
        return default;
    }
}
