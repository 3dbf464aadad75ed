namespace PartnerCenter.Referrals;

/// <summary>
/// Stores tokens outside the process, so that several processes share one sign-in and its tokens.
/// </summary>
/// <remarks>
/// <para>
/// The package PartnerCenter.Referrals.Caching contains an implementation, <c>DistributedTokenCache</c>. Your own implementation must be
/// safe for concurrent use.
/// </para>
/// <para>
/// <b>Protect the cache</b>: each value contains access and refresh tokens and the user's name. Anyone who can read a value can sign in as
/// the user; anyone who can write one can choose the user.
/// </para>
/// <para>
/// The cache is an optimization, and its failure never fails a call. If it throws, or takes longer than two seconds, it counts as empty.
/// A caller that cancels does not end a write.
/// After a slow failure it is not used for a minute. <see cref="ReferralsClient.DiagnoseAsync"/> reports such failures.
/// </para>
/// </remarks>
/// <seealso cref="ReferralsCredentialOptions.TokenCache"/>
public interface IReferralsTokenCache
{
    /// <summary>Reads a value.</summary>
    /// <param name="key">
    /// The host, tenant, application and kind of the sign-in, such as <c>login.microsoftonline.com/contoso.onmicrosoft.com/…/app</c>. The
    /// key contains no secret.
    /// </param>
    /// <param name="cancellationToken">A token that cancels the operation.</param>
    /// <returns>The value as it was written, or null if there is none.</returns>
    ValueTask<byte[]?> ReadAsync(string key, CancellationToken cancellationToken);

    /// <summary>Writes a value, and replaces the old one.</summary>
    /// <param name="key">The key, as in <see cref="ReadAsync"/>.</param>
    /// <param name="value">The value, a few kilobytes. It is a secret.</param>
    /// <param name="cancellationToken">A token that cancels the operation.</param>
    ValueTask WriteAsync(string key, byte[] value, CancellationToken cancellationToken);
}
