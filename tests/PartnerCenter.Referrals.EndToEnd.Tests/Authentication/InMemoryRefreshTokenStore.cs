namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>A store in memory that records each access, and fails or returns an old token on request.</summary>
internal sealed class InMemoryRefreshTokenStore(string? token = null) : IRefreshTokenStore
{
    public string? Token { get; set; } = token;

    /// <summary>Gets or sets a token that the next read returns instead, as if the node had read a moment too early.</summary>
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
