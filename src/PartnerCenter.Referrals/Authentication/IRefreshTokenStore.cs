namespace PartnerCenter.Referrals;

/// <summary>Stores the refresh token of one sign-in across restarts, and for several nodes if all of them can reach the store.</summary>
/// <remarks>
/// <para>
/// You can use <see cref="FileRefreshTokenStore"/>, <see cref="CallbackRefreshTokenStore"/> for a vault, or
/// <c>DistributedRefreshTokenStore</c> of the package PartnerCenter.Referrals.Caching. Your own implementation must be safe for concurrent
/// use. The store is read once for each token request, which is about once an hour.
/// </para>
/// <para>
/// If the store throws, the token request fails with a <see cref="ReferralsAuthenticationException"/>. If the store itself throws a
/// <see cref="ReferralsAuthenticationException"/>, its message is kept, and the call is retried if its
/// <see cref="ReferralsException.IsTransient"/> is true. Calls continue with the cached access token while it is valid.
/// </para>
/// <para>
/// A read may take as long as its token request, which is a minute. A write has ten seconds of its own: neither a caller that cancels nor
/// the disposal of the client ends it. A method that ignores its cancellation token is left behind when its time is up, and may be called
/// again while the earlier call still runs. A write that failed or was left behind is repeated before the next token request.
/// </para>
/// <para>
/// <see cref="ReferralsSignIn"/> writes the first token. Pass the store to
/// <see cref="ReferralsCredential.FromRefreshToken(string, string, string?, IRefreshTokenStore, string?, ReferralsCredentialOptions?)"/>.
/// </para>
/// </remarks>
public interface IRefreshTokenStore
{
    /// <summary>Reads the newest refresh token.</summary>
    /// <param name="cancellationToken">A token that cancels the operation.</param>
    /// <returns>The refresh token, or null if none has been stored yet.</returns>
    ValueTask<string?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the stored refresh token. When this method completes, a restarted program must find the new token. The access token that
    /// came with it is used only after that.
    /// </summary>
    /// <param name="refreshToken">The new refresh token. It is a secret: anyone who has it can sign in as the user.</param>
    /// <param name="cancellationToken">A token that cancels the operation.</param>
    ValueTask WriteAsync(string refreshToken, CancellationToken cancellationToken);
}
