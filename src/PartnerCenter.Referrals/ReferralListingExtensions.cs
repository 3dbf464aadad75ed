namespace PartnerCenter.Referrals;

/// <summary>Everyday listings.</summary>
public static class ReferralListingExtensions
{
    /// <summary>
    /// Lists all referrals of a referral's engagement: its own record, and those of the invited parties with their answers.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="referral">The referral, as the service returned it.</param>
    /// <param name="options">What is different for this call.</param>
    /// <param name="cancellationToken">Ends the enumeration, the request in flight included.</param>
    /// <exception cref="ArgumentException">The referral has no engagement: it was not created yet.</exception>
    /// <remarks>
    /// Mirrors <c>links.relatedReferrals</c> of Microsoft's page <em>Referral resources</em>; the link itself is not followed.
    /// </remarks>
    public static ReferralListing ListRelatedAsync(
        this IReferralsClient client, Referral referral, ReferralCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(referral);
        Arguments.RequireGuid(referral.EngagementId, nameof(referral), "The engagement of a stored referral");
        ReferralQuery engagement = new() { Filter = ReferralFilter.ForEngagement(referral.EngagementId) };
        return client.ListAsync(engagement, options, cancellationToken);
    }

    /// <summary>
    /// Lists what changed since a checkpoint: each changed or new referral, as it is now, the one changed longest ago first.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="checkpoint">
    /// Where the last reading ended, or <see cref="ChangeCheckpoint.Beginning"/> or <see cref="ChangeCheckpoint.Since"/> for the first one.
    /// </param>
    /// <param name="options">What is different for this call; its time limit and attempts are for each request.</param>
    /// <param name="cancellationToken">Ends the enumeration, the request in flight included.</param>
    /// <returns>
    /// Portions of some size, at least one. Each has the checkpoint to store once its referrals were dealt with; to start again from any
    /// stored one loses nothing. A sequence of one page ends with it; a longer one with the newest change that the service showed after its
    /// first page, however much is written meanwhile: what changes after that belongs to the next reading.
    /// </returns>
    /// <remarks>
    /// A referral comes once in a sequence. Only where the service shows a change late, the version before it may have come first; a
    /// version never comes twice, but after a checkpoint that was not stored. Many changes of exactly one moment are read by the service's
    /// links, twice at least, so that none slips past them. No clock of this machine plays a part. A referral that the user may no longer
    /// see, or that was deleted, leaves no trace. Mirrors the filter by <c>updatedDateTime</c> of Microsoft's page <em>Get a list of
    /// referrals</em>; that it can be compared by <c>ge</c> and <c>gt</c> is likely, but not documented.
    /// </remarks>
    public static IAsyncEnumerable<ReferralChanges> ListChangesAsync(
        this IReferralsClient client, ChangeCheckpoint checkpoint, ReferralCallOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(checkpoint);
        options = options.WithCorrelationId();
        return new ChangeFeedReader(
            (query, cancellation) => ReadPageAsync(client, query, options, cancellation), checkpoint).ReadAsync(cancellationToken);
    }

    private static async Task<ReferralPage> ReadPageAsync(
        IReferralsClient client, ReferralQuery query, ReferralCallOptions options, CancellationToken cancellationToken)
    {
        await foreach (ReferralPage page in client.ListAsync(query with { MaxPages = 1 }, options, cancellationToken)
            .AsPages(cancellationToken).ConfigureAwait(false))
        {
            return page;
        }

        return new ReferralPage([]);
    }
}
