using System.Diagnostics.CodeAnalysis;

namespace PartnerCenter.Referrals;

/// <summary>The refresh token in the user's store, with each failure of the store told as what it is.</summary>
internal sealed class StoredRefreshToken(IRefreshTokenStore store)
{
    /// <summary>Whether a text can be a refresh token: visible ASCII without blanks.</summary>
    public static bool IsToken([NotNullWhen(true)] string? text) =>
        !string.IsNullOrEmpty(text) && !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    /// <exception cref="ArgumentException">It cannot be one.</exception>
    public static void Require([NotNull] string? refreshToken, string parameter)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(refreshToken, parameter);
        if (!IsToken(refreshToken))
        {
            throw new ArgumentException("A refresh token is made of visible ASCII characters without blanks.", parameter);
        }
    }

    /// <exception cref="ReferralsAuthenticationException">The store failed, or holds something else.</exception>
    public async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        string? token = null;
        await CredentialCallback.DoAsync(
            "The refresh token store", async () => token = await store.ReadAsync(cancellationToken).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        const string finding = "The refresh token store gave something else than a refresh token.";
        const string advice = "Check where the store reads from, and how it decrypts.";
        return IsToken(token)
            ? token
            : throw new ReferralsAuthenticationException($"{finding} {advice}") { Finding = finding, NextStep = advice };
    }

    /// <exception cref="ReferralsAuthenticationException">The store failed.</exception>
    public Task WriteAsync(string refreshToken, CancellationToken cancellationToken) => CredentialCallback.DoAsync(
        "The refresh token store", () => store.WriteAsync(refreshToken, cancellationToken).AsTask(), cancellationToken);
}
