namespace PartnerCenter.Referrals;

/// <summary>Provides listings for common tasks: the referrals of an engagement, and the changes since a checkpoint.</summary>
/// <seealso href="https://learn.microsoft.com/partner-center/developer/get-a-list-of-referrals">Get a list of referrals</seealso>
public static class ReferralListingExtensions
{
    /// <summary>
    /// Lists all referrals of the engagement that a referral belongs to: the referral itself and the records of the invited participants,
    /// whose status shows how they responded.
    /// </summary>
    /// <param name="client">The client that sends the requests.</param>
    /// <param name="referral">The referral, as the service returned it.</param>
    /// <param name="options">Options that override the client's for this call.</param>
    /// <param name="cancellationToken">Cancels the enumeration, including a request that is running.</param>
    /// <exception cref="ArgumentException">The referral has no engagement, because it has not been created yet.</exception>
    /// <remarks>
    /// The result is that of <c>links.relatedReferrals</c>, which Microsoft describes in
    /// <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see>. The link itself is not
    /// followed. The method has no query; to pass items that cannot be read, list with <see cref="ReferralFilter.ForEngagement"/> and
    /// <see cref="ReferralQuery.SkipUnreadableItems"/>.
    /// </remarks>
    public static ReferralListing ListRelatedAsync(
        this IReferralsClient client, Referral referral, ReferralCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(referral);
        Arguments.RequireGuid(referral.EngagementId, nameof(referral), "The engagement id of a referral");
        ReferralQuery engagement = new() { Filter = ReferralFilter.ForEngagement(referral.EngagementId) };
        return client.ListAsync(engagement, options, cancellationToken);
    }

    /// <summary>Lists what has changed since a checkpoint: each new or changed referral as it is now, the oldest change first.</summary>
    /// <param name="client">The client that sends the requests.</param>
    /// <param name="checkpoint">
    /// The checkpoint that you stored last. For the first call it is <see cref="ChangeCheckpoint.Beginning"/> or the result of
    /// <see cref="ChangeCheckpoint.Since"/>.
    /// </param>
    /// <param name="options">Options that override the client's for this call; the timeout and the attempts apply to each request.</param>
    /// <param name="cancellationToken">Cancels the enumeration, including a request that is running.</param>
    /// <returns>
    /// One or more batches of varying size. Each batch has the checkpoint to store once you have processed its referrals; a later call that
    /// starts from any stored checkpoint misses nothing. If the changes fit in one page, the sequence ends with that page. Otherwise it
    /// ends with the newest change that the service showed after the first page, or at the service's time then if that change lies ahead of
    /// it, however much is written in the meantime; the next call returns what changes after that.
    /// </returns>
    /// <exception cref="ReferralsException">
    /// A page cannot be read, or the service's pages would never end: 100 pages in a row brought nothing, a next link leads back, or the
    /// service does not filter or order the changes as requested. The checkpoints returned before remain valid.
    /// </exception>
    /// <remarks>
    /// <para>
    /// A referral that cannot be read does not end the sequence: <see cref="ReferralChanges.Unreadable"/> and a log line name it.
    /// </para>
    /// <para>
    /// A sequence contains a referral once, except that the earlier version may come first if the service shows a change late or gives it a
    /// time ahead of its own. A version is returned again only if the checkpoint after it was not stored. If many changes have exactly the
    /// same time, they are read through the service's continuation links, at least twice, so that none is missed. A referral that was
    /// deleted, or that the user may no longer see, does not appear.
    /// </para>
    /// <para>
    /// The clock of this machine is not used. A change whose <c>updatedDateTime</c> is more than two seconds later than the service's own
    /// time (the <c>Date</c> header of the response) was written by a machine whose clock is wrong. It is returned once, after the others,
    /// and does not move the checkpoint past changes that come later. If it first comes with a response without a <c>Date</c> header, there
    /// is no such protection.
    /// </para>
    /// <para>
    /// While changes are new, each sequence requests those within the <see cref="ChangeCheckpoint.Overlap"/> again. When nothing new has
    /// come for longer than the overlap, by the <c>Date</c> of the responses, a sequence without changes sends one request. For that, the
    /// checkpoint of a sequence without referrals has to be stored, too.
    /// </para>
    /// <para>
    /// A referral without <c>updatedDateTime</c> is returned once by each reading that lists it. A checkpoint does not hold it, and a
    /// reading that does not start from the beginning does not find it.
    /// </para>
    /// <para>
    /// The method filters by <c>updatedDateTime</c>. Microsoft documents filters in
    /// <see href="https://learn.microsoft.com/partner-center/developer/get-a-list-of-referrals">Get a list of referrals</see>; that the
    /// service accepts the operators <c>ge</c> and <c>gt</c> for it is likely, but not documented.
    /// </para>
    /// </remarks>
    public static IAsyncEnumerable<ReferralChanges> ListChangesAsync(
        this IReferralsClient client, ChangeCheckpoint checkpoint, ReferralCallOptions? options = null,
        CancellationToken cancellationToken = default) =>
        client.ListChangesAsync(checkpoint, skipUnreadableItems: true, options, cancellationToken);

    /// <summary>
    /// Lists what has changed since a checkpoint, and decides what happens if an item of a page is no object or has an id that cannot be
    /// read.
    /// </summary>
    /// <param name="client">The client that sends the requests.</param>
    /// <param name="checkpoint">The checkpoint that you stored last, <see cref="ChangeCheckpoint.Beginning"/> or another start.</param>
    /// <param name="skipUnreadableItems">
    /// Whether the checkpoint moves on past such an item, which <see cref="ReferralChanges.Unreadable"/> and a log line name. Otherwise the
    /// sequence ends with an exception there, each time.
    /// </param>
    /// <param name="options">Options that override the client's for this call; the timeout and the attempts apply to each request.</param>
    /// <param name="cancellationToken">Cancels the enumeration, including a request that is running.</param>
    /// <returns>One or more batches of varying size, each with the checkpoint to store once you have processed its referrals.</returns>
    /// <exception cref="ReferralsException">
    /// A page cannot be read, or the service's pages would never end. The checkpoints returned before remain valid.
    /// </exception>
    public static IAsyncEnumerable<ReferralChanges> ListChangesAsync(
        this IReferralsClient client,
        ChangeCheckpoint checkpoint,
        bool skipUnreadableItems,
        ReferralCallOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(checkpoint);
        options = options.WithCorrelationId();
        return new ChangeFeedReader(
            (query, cancellation) => ReadPageAsync(
                client.ListAsync(
                    query with { MaxPages = 1, SkipUnreadableItems = skipUnreadableItems }, options, cancellationToken),
                cancellation),
            checkpoint).ReadAsync(CancellationToken.None);
    }

    private static async Task<ReferralPage> ReadPageAsync(ReferralListing listing, CancellationToken cancellationToken)
    {
        await foreach (ReferralPage page in listing.AsPages(cancellationToken).ConfigureAwait(false))
        {
            return page;
        }

        return new ReferralPage([]);
    }
}
