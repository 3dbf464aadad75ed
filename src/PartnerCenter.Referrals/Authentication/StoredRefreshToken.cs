using System.Diagnostics.CodeAnalysis;

namespace PartnerCenter.Referrals;

/// <summary>Reads and writes the refresh token in the user's store, and reports a failure of the store as such.</summary>
internal sealed class StoredRefreshToken(IRefreshTokenStore store, TimeProvider time)
{
    private const string Name = "The refresh token store";
    // A write is not part of a caller's time: Entra has answered, and the old token may no longer be valid.
    private static readonly TimeSpan WriteTimeLimit = TimeSpan.FromSeconds(10);

    private readonly LimitedWait _wait = new(time);

    /// <exception cref="ArgumentException"><paramref name="refreshToken"/> cannot be a refresh token.</exception>
    public static void Require([NotNull] string? refreshToken, string parameter)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(refreshToken, parameter);
        if (!ReferralsAccessToken.IsToken(refreshToken))
        {
            throw new ArgumentException("A refresh token consists of visible ASCII characters without spaces.", parameter);
        }
    }

    /// <exception cref="ReferralsAuthenticationException">The store failed, or returned something that is no refresh token.</exception>
    public async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        string? token = await _wait.RunAsync(
            async given =>
            {
                string? stored = null;
                await CredentialCallback.DoAsync(
                    Name, async () => stored = await store.ReadAsync(given).ConfigureAwait(false), given).ConfigureAwait(false);
                return stored;
            },
            cancellationToken).ConfigureAwait(false);
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        const string finding = "The refresh token store returned a value that is not a refresh token.";
        const string advice = "Check where the store reads from, and how it decrypts the value.";
        return ReferralsAccessToken.IsToken(token)
            ? token
            : throw new ReferralsAuthenticationException($"{finding} {advice}") { Finding = finding, NextStep = advice };
    }

    /// <summary>Returns what the store holds within the time limit of a write, for work that nobody waits for.</summary>
    /// <exception cref="ReferralsAuthenticationException">
    /// The store failed or did not respond in time, or returned something that is no refresh token.
    /// </exception>
    public Task<string?> ReadAsync() => WithinLimitAsync(ReadAsync);

    /// <summary>Writes a token within ten seconds. No caller can cancel the write.</summary>
    /// <param name="refreshToken">The token.</param>
    /// <param name="late">A function that runs when a write that took too long has ended after all.</param>
    /// <exception cref="ReferralsAuthenticationException">The store failed, or did not respond in time.</exception>
    public Task WriteAsync(string refreshToken, Func<Task> late) => WithinLimitAsync(limit => _wait.RunAsync(
        async given =>
        {
            await CredentialCallback.DoAsync(
                Name, () => store.WriteAsync(refreshToken, given).AsTask(), given).ConfigureAwait(false);
            return true;
        },
        limit,
        _ => late()));

    private async Task<T> WithinLimitAsync<T>(Func<CancellationToken, Task<T>> access)
    {
        using CancellationTokenSource limit = new(WriteTimeLimit, time);
        try
        {
            return await access(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            string finding = $"{Name} did not respond within {WriteTimeLimit.TotalSeconds:0} seconds.";
            const string advice = "Check whether it can be reached, and that it does not block.";
            throw new ReferralsAuthenticationException($"{finding} {advice}")
            {
                Finding = finding,
                NextStep = advice,
                IsTransient = true,
            };
        }
    }
}
