namespace PartnerCenter.Referrals;

/// <summary>Calls that take a referral's id as a <see cref="Guid"/>.</summary>
public static class ReferralIdExtensions
{
    /// <summary>Reads one referral.</summary>
    /// <param name="client">The client.</param>
    /// <param name="id">The referral's id.</param>
    /// <param name="options">Options that override the client's for this call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The referral as it is now.</returns>
    /// <exception cref="ReferralNotFoundException">The referral does not exist, or the user may not see it.</exception>
    /// <remarks>Mirrors Microsoft's page <em>Get a referral by ID</em>.</remarks>
    public static Task<Referral> GetAsync(
        this IReferralsClient client, Guid id, ReferralCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.GetAsync(id.ToString("D"), options, cancellationToken);
    }
}
