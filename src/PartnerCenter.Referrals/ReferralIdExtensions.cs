namespace PartnerCenter.Referrals;

/// <summary>Provides overloads that take the id of a referral as a <see cref="Guid"/>.</summary>
public static class ReferralIdExtensions
{
    /// <summary>Reads one referral.</summary>
    /// <param name="client">The client that sends the request.</param>
    /// <param name="id">The id of the referral.</param>
    /// <param name="options">Options that override the client's for this call.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The referral as it is now.</returns>
    /// <exception cref="ReferralNotFoundException">The referral does not exist, or the user may not see it.</exception>
    /// <remarks>
    /// Microsoft documents this operation in
    /// <see href="https://learn.microsoft.com/partner-center/developer/get-a-referral-by-id">Get a referral by ID</see>.
    /// </remarks>
    public static Task<Referral> GetAsync(
        this IReferralsClient client, Guid id, ReferralCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.GetAsync(id.ToString("D"), options, cancellationToken);
    }
}
