namespace PartnerCenter.Referrals;

/// <summary>
/// Keeps what the sign-in library knows, outside of the process: several processes then share one sign-in and its tokens.
/// </summary>
/// <remarks>
/// <para>
/// Ready-made is <c>DistributedTokenCache</c> of the package PartnerCenter.Referrals.Caching. An implementation must be safe for concurrent
/// use.
/// </para>
/// <para>
/// <b>Protect it</b>: each value holds access and refresh tokens and the user's name. Who reads it signs in as the user; who writes it
/// chooses the user.
/// </para>
/// <para>
/// It is an optimization and never a reason to fail. What it throws, or what takes longer than two seconds, counts as a cache without
/// content; after a failure that was slow to come it is left alone for a minute. <see cref="ReferralsClient.DiagnoseAsync"/> says so.
/// </para>
/// </remarks>
/// <seealso cref="ReferralsCredentialOptions.TokenCache"/>
public interface IReferralsTokenCache
{
    /// <summary>Reads a value.</summary>
    /// <param name="key">
    /// Host, tenant, application and kind of sign-in, such as <c>login.microsoftonline.com/contoso.onmicrosoft.com/…/app</c>. No secret.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The value as it was written, or null if there is none.</returns>
    ValueTask<byte[]?> ReadAsync(string key, CancellationToken cancellationToken);

    /// <summary>Writes a value in place of the old one.</summary>
    /// <param name="key">As for reading.</param>
    /// <param name="value">Some kilobytes. A secret.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask WriteAsync(string key, byte[] value, CancellationToken cancellationToken);
}
