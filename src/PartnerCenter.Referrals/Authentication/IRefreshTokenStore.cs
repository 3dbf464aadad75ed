namespace PartnerCenter.Referrals;

/// <summary>Keeps the refresh token of one sign-in over restarts, and for several nodes if they all reach it.</summary>
/// <remarks>
/// <para>
/// Ready-made are <see cref="FileRefreshTokenStore"/>, <see cref="CallbackRefreshTokenStore"/> for a vault, and
/// <c>DistributedRefreshTokenStore</c> of the package PartnerCenter.Referrals.Caching. An implementation must be safe for concurrent use.
/// It is asked once for each token request, so about once an hour.
/// </para>
/// <para>
/// What it throws ends the token request in a <see cref="ReferralsAuthenticationException"/>; one of those it throws itself passes as it
/// is, and the call is repeated if it <see cref="ReferralsAuthenticationException.IsTransient"/>. While the token in hand still serves,
/// calls go on with it.
/// </para>
/// </remarks>
/// <seealso
/// cref="ReferralsCredential.FromRefreshToken(string, string, string?, IRefreshTokenStore, string?, ReferralsCredentialOptions?)"/>
public interface IRefreshTokenStore
{
    /// <summary>Reads the newest refresh token.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The token, or null if none was stored yet.</returns>
    ValueTask<string?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the stored refresh token. When this returns, a restart must find the new one: only then is the access token used that came
    /// with it.
    /// </summary>
    /// <param name="refreshToken">The new token. A secret: whoever has it signs in as the user.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask WriteAsync(string refreshToken, CancellationToken cancellationToken);
}
