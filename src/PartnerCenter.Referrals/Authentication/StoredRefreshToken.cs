using System.Diagnostics.CodeAnalysis;

namespace PartnerCenter.Referrals;

/// <summary>Reads and writes the refresh token in the user's store, and reports a failure of the store as such.</summary>
internal sealed class StoredRefreshToken(IRefreshTokenStore store)
{
    /// <summary>Returns whether a text can be a refresh token: visible ASCII characters without spaces.</summary>
    public static bool IsToken([NotNullWhen(true)] string? text) =>
        !string.IsNullOrEmpty(text) && !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    /// <exception cref="ArgumentException"><paramref name="refreshToken"/> cannot be a refresh token.</exception>
    public static void Require([NotNull] string? refreshToken, string parameter)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(refreshToken, parameter);
        if (!IsToken(refreshToken))
        {
            throw new ArgumentException("A refresh token consists of visible ASCII characters without spaces.", parameter);
        }
    }

    /// <exception cref="ReferralsAuthenticationException">The store failed, or returned something that is no refresh token.</exception>
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

        const string finding = "The refresh token store returned a value that is not a refresh token.";
        const string advice = "Check where the store reads from, and how it decrypts the value.";
        return IsToken(token)
            ? token
            : throw new ReferralsAuthenticationException($"{finding} {advice}") { Finding = finding, NextStep = advice };
    }

    /// <exception cref="ReferralsAuthenticationException">The store failed.</exception>
    public Task WriteAsync(string refreshToken, CancellationToken cancellationToken) => CredentialCallback.DoAsync(
        "The refresh token store", () => store.WriteAsync(refreshToken, cancellationToken).AsTask(), cancellationToken);
}
