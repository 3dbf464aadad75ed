namespace PartnerCenter.Referrals;

/// <summary>Everyday listings.</summary>
public static class ReferralListingExtensions
{
    /// <summary>Lists all referrals of a referral's engagement: its own record, and those of the invited parties with their answers.</summary>
    /// <param name="client">The client.</param>
    /// <param name="referral">The referral, as the service returned it.</param>
    /// <param name="options">What is different for this call.</param>
    /// <param name="cancellationToken">Ends the enumeration, the request in flight included.</param>
    /// <exception cref="ArgumentException">The referral has no engagement: it was not created yet.</exception>
    /// <remarks>Mirrors <c>links.relatedReferrals</c> of Microsoft's page <em>Referral resources</em>; the link itself is not followed.</remarks>
    public static ReferralListing ListRelatedAsync(
        this IReferralsClient client, Referral referral, ReferralCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(referral);
        Arguments.RequireGuid(referral.EngagementId, nameof(referral), "The engagement of a stored referral");
        return client.ListAsync(new ReferralQuery { Filter = ReferralFilter.OfEngagement(referral.EngagementId) }, options, cancellationToken);
    }
}
