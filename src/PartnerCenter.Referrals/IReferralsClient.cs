using System.Text.Json.Serialization.Metadata;

namespace PartnerCenter.Referrals;

/// <summary>The operations of <see cref="ReferralsClient"/>, for code that replaces the client in tests or wraps it.</summary>
/// <remarks>
/// Every method may throw <see cref="ReferralsException"/> or a class derived from it, and <see cref="OperationCanceledException"/> when
/// the caller cancels. All members are thread-safe. A decorator forwards each member; the extension methods then work over the decorator.
/// </remarks>
public interface IReferralsClient
{
    /// <summary>
    /// What the client checks before it sends a request, unless <see cref="ReferralCallOptions.ClientValidation"/> overrides it.
    /// </summary>
    /// <remarks>
    /// The extension methods check with it too, before they call the client. A decorator returns that of the client that it wraps.
    /// </remarks>
    ClientValidation ClientValidation { get; }

    /// <summary>Lists referrals, page by page while they are enumerated.</summary>
    /// <param name="query">Which ones and in which order; null for all.</param>
    /// <param name="options">What is different for this call; its time limit and attempts are for each page.</param>
    /// <param name="cancellationToken">Ends the enumeration, the request in flight included.</param>
    /// <remarks>Mirrors Microsoft's page <em>Get a list of referrals</em>.</remarks>
    ReferralListing ListAsync(
        ReferralQuery? query = null, ReferralCallOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Lists a part of each referral: only the members that the caller's record has are read (<c>$select</c>).</summary>
    /// <typeparam name="T">
    /// A record of the caller's. Its members have the JSON names of a referral's; those nested in them are read whole.
    /// </typeparam>
    /// <param name="query">Which ones and in which order; null for all.</param>
    /// <param name="projection">
    /// How the record is read: from a JSON context of the caller's, such as <c>MyContext.Default.MyRecord</c>.
    /// </param>
    /// <param name="options">What is different for this call; its time limit and attempts are for each page.</param>
    /// <param name="cancellationToken">Ends the enumeration, the request in flight included.</param>
    /// <remarks>
    /// For reading only: a part of a referral can never be written back. The caller's context reads as it is set up; that an empty text
    /// stands for no date or number, as at times it does, is for it to bear. Mirrors <c>$select</c> of Microsoft's page <em>Get a list of
    /// referrals</em>.
    /// </remarks>
    IAsyncEnumerable<T> ListAsync<T>(
        ReferralQuery? query,
        JsonTypeInfo<T> projection,
        ReferralCallOptions? options = null,
        CancellationToken cancellationToken = default)
        where T : class;

    /// <summary>Reads one referral.</summary>
    /// <param name="id">The referral's id, a GUID.</param>
    /// <param name="options">What is different for this call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException"><paramref name="id"/> is not a GUID.</exception>
    /// <exception cref="ReferralNotFoundException">There is none with this id, or the user may not see it.</exception>
    /// <remarks>Mirrors Microsoft's page <em>Get a referral by ID</em>.</remarks>
    Task<Referral> GetAsync(string id, ReferralCallOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Creates a referral and returns it as the service stored it, which starts own deals as Active and Accepted.</summary>
    /// <param name="draft">
    /// The new referral. Members that the service owns are not sent. An <see cref="Referral.EngagementId"/> is: the referral then joins
    /// that engagement, so clear it in a copy of another deal.
    /// </param>
    /// <param name="options">What is different for this call.</param>
    /// <param name="cancellationToken">Ends the call; once the request was sent, the referral may exist all the same.</param>
    /// <exception cref="ArgumentException"><paramref name="draft"/> has an id: it exists already.</exception>
    /// <exception cref="ReferralValidationException">
    /// Nothing was sent, because rules of the service are broken; all of them are listed. A lead (qualification Direct or
    /// MarketingQualified) needs less than a deal.
    /// </exception>
    /// <exception cref="ReferralOutcomeUnknownException">It was sent, and may exist; it was not sent again.</exception>
    /// <remarks><see cref="Deal"/> makes drafts of each kind of deal. Mirrors Microsoft's page <em>Create a referral</em>.</remarks>
    Task<Referral> CreateAsync(Referral draft, ReferralCallOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Replaces a referral by the given one, if nobody has changed it since it was read. Members unknown to this version are sent back too.
    /// </summary>
    /// <param name="referral">
    /// The whole referral as it was read, with the changes: <c>deal with { Name = "…" }</c>. Its ETag guards it.
    /// </param>
    /// <param name="options">What is different for this call.</param>
    /// <param name="cancellationToken">Ends the call; once the request was sent, the change may stand all the same.</param>
    /// <returns>The referral as it is now, with its new ETag.</returns>
    /// <exception cref="ArgumentException">The referral has no id or no ETag.</exception>
    /// <exception cref="ReferralValidationException">A part is missing that a replace would delete.</exception>
    /// <exception cref="ReferralConflictException">Somebody else has changed it.</exception>
    /// <exception cref="ReferralOutcomeUnknownException">It was sent, and whether it took effect could not be found out.</exception>
    /// <remarks>
    /// Mirrors Microsoft's page <em>Update a referral</em>, the older of the two ways; <c>PatchAsync</c> is the one of today.
    /// </remarks>
    Task<Referral> ReplaceAsync(Referral referral, ReferralCallOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads a referral, applies a change to it, and writes what has changed; again from the start when somebody else has changed it
    /// meanwhile.
    /// </summary>
    /// <param name="id">The referral's id, a GUID.</param>
    /// <param name="change">
    /// Makes the changed referral from the one that is passed in: <c>deal => deal with { Name = "…" }</c>. It may run several times, so it
    /// does nothing else. What it throws goes to the caller, and nothing is written.
    /// </param>
    /// <param name="options">What is different for this call; time limit and attempts are for each of its requests.</param>
    /// <param name="cancellationToken">Ends the call; once a request to write was sent, the change may stand all the same.</param>
    /// <returns>The referral as it is now; if the change made no difference, as it was read, and nothing was sent.</returns>
    /// <exception cref="ArgumentException">The id is not a GUID, or <paramref name="change"/> returned null.</exception>
    /// <exception cref="ReferralNotFoundException">There is none with this id, or the user may not see it.</exception>
    /// <exception cref="ReferralValidationException">
    /// A member was changed that the service owns, or that stays as it was created; each one is named.
    /// </exception>
    /// <exception cref="ReferralConflictException">
    /// Others were faster each time, <see cref="ReferralsClientOptions.MaxConflictRetries"/> and once more; nothing was written.
    /// <see cref="ReferralConflictException.GetCurrent"/> is the referral as it is.
    /// </exception>
    /// <exception cref="ReferralsException">The service gave no ETag with the referral; nothing was written.</exception>
    /// <exception cref="ReferralOutcomeUnknownException">
    /// A change was sent and no usable answer came. It is not applied again then, not even if the referral looks as intended: a colleague
    /// may have made the same step, and a sum would be wrong.
    /// </exception>
    /// <remarks>
    /// Guarded by the ETag. Sent as a JSON Patch where all that has changed can be patched, else as a replace of the whole. Mirrors
    /// Microsoft's pages <em>Patch a referral</em> and <em>Update a referral</em>.
    /// </remarks>
    Task<Referral> UpdateAsync(
        string id, Func<Referral, Referral> change, ReferralCallOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Applies a change to a referral that was read before, and writes what has changed. It reads only after a conflict, and applies the
    /// change again then.
    /// </summary>
    /// <param name="current">
    /// The referral as it was read, without changes of your own: what differs between it and the result of <paramref name="change"/> is
    /// written.
    /// </param>
    /// <param name="change">
    /// Returns the changed referral: <c>deal => deal with { Name = "…" }</c>. It may run several times, so it must do nothing else. An
    /// exception that it throws goes to the caller, and nothing is written.
    /// </param>
    /// <param name="options">Options that override the client's for this call; timeout and attempts apply to each of its requests.</param>
    /// <param name="cancellationToken">Ends the call; once a request to write was sent, the change may take effect all the same.</param>
    /// <returns>
    /// The referral as it is now. If the change makes no difference, nothing is sent and <paramref name="current"/> is returned, even if
    /// somebody else has changed the referral since it was read.
    /// </returns>
    /// <exception cref="ArgumentException">The referral has no id or no ETag, or <paramref name="change"/> returned null.</exception>
    /// <exception cref="ReferralNotFoundException">The referral does not exist, or the user may not see it.</exception>
    /// <exception cref="ReferralValidationException">
    /// A member was changed that the service owns, or that cannot change after the create; each one is named.
    /// </exception>
    /// <exception cref="ReferralConflictException">
    /// Others changed the referral before each of the writes, <see cref="ReferralsClientOptions.MaxConflictRetries"/> and one; nothing was
    /// written. <see cref="ReferralConflictException.GetCurrent"/> returns the referral as it is.
    /// </exception>
    /// <exception cref="ReferralsException">The service returned no ETag after a conflict; nothing was written.</exception>
    /// <exception cref="ReferralOutcomeUnknownException">
    /// A change was sent and no usable answer came. It is not applied again, even if the referral looks as intended: somebody else may have
    /// made the same change, and a sum would be wrong.
    /// </exception>
    /// <remarks>
    /// Sent with the ETag of the referral that the change was applied to, as a JSON Patch where everything that has changed can be patched,
    /// and otherwise as a replace. Mirrors Microsoft's pages <em>Patch a referral</em> and <em>Update a referral</em>.
    /// </remarks>
    Task<Referral> UpdateAsync(
        Referral current,
        Func<Referral, Referral> change,
        ReferralCallOptions? options = null,
        CancellationToken cancellationToken = default);

    /// <summary>Changes single fields of a referral, if nobody has changed it since it was read.</summary>
    /// <param name="referral">The referral as it was read; its ETag is sent as <c>If-Match</c>.</param>
    /// <param name="patch">
    /// The changes: <c>new ReferralPatch().DealValue(25_000m).Notes("…")</c>. The operations that it holds now are sent; it is not changed
    /// and can be used again.
    /// </param>
    /// <param name="options">Options that override the client's for this call.</param>
    /// <param name="cancellationToken">Ends the call; once the request was sent, the change may take effect all the same.</param>
    /// <returns>The referral as it is now, with its new ETag.</returns>
    /// <exception cref="ArgumentException">The referral has no id or no ETag, or the patch is empty.</exception>
    /// <exception cref="ReferralConflictException">Somebody else has changed the referral.</exception>
    /// <exception cref="ReferralOutcomeUnknownException">The patch was sent, and whether it took effect could not be found out.</exception>
    /// <remarks>Mirrors Microsoft's page <em>Patch a referral</em>.</remarks>
    Task<Referral> PatchAsync(
        Referral referral, ReferralPatch patch, ReferralCallOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Changes single fields of a referral, if it still has the given ETag.</summary>
    /// <param name="id">The referral's id, a GUID.</param>
    /// <param name="eTag">
    /// The version that may be changed: the ETag as the service returned it, quotes included. It is sent as <c>If-Match</c>.
    /// </param>
    /// <param name="patch">
    /// The changes: <c>new ReferralPatch().DealValue(25_000m).Notes("…")</c>. The operations that it holds now are sent; it is not changed
    /// and can be used again.
    /// </param>
    /// <param name="options">Options that override the client's for this call.</param>
    /// <param name="cancellationToken">Ends the call; once the request was sent, the change may take effect all the same.</param>
    /// <returns>The referral as it is now, with its new ETag.</returns>
    /// <exception cref="ArgumentException">The id is not a GUID, the ETag is not in double quotes, or the patch is empty.</exception>
    /// <exception cref="ReferralConflictException">Somebody else has changed the referral since <paramref name="eTag"/>.</exception>
    /// <exception cref="ReferralOutcomeUnknownException">The patch was sent, and whether it took effect could not be found out.</exception>
    /// <remarks>Mirrors Microsoft's page <em>Patch a referral</em>.</remarks>
    Task<Referral> PatchAsync(
        string id, string eTag, ReferralPatch patch, ReferralCallOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Changes single fields of a referral whatever others have changed: without <c>If-Match</c>, so that the last writer wins.
    /// </summary>
    /// <param name="id">The referral's id, a GUID.</param>
    /// <param name="patch">
    /// The changes: <c>new ReferralPatch().DealValue(25_000m).Notes("…")</c>. The operations that it holds now are sent; it is not changed
    /// and can be used again.
    /// </param>
    /// <param name="options">Options that override the client's for this call.</param>
    /// <param name="cancellationToken">Ends the call; once the request was sent, the change may take effect all the same.</param>
    /// <returns>The referral as it is now, with its new ETag.</returns>
    /// <exception cref="ArgumentException">The id is not a GUID, or the patch is empty.</exception>
    /// <exception cref="ReferralOutcomeUnknownException">
    /// The patch was sent, and may have taken effect. It is not retried, because an operation that adds to a list would add twice.
    /// </exception>
    /// <remarks>Mirrors Microsoft's page <em>Patch a referral</em>.</remarks>
    Task<Referral> PatchUnconditionallyAsync(
        string id, ReferralPatch patch, ReferralCallOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Invites a participant into the engagement of a referral: creates a connected referral for them, and returns it.</summary>
    /// <param name="referral">
    /// The own referral as it was read: what is sent is this object, not what the service stores now. Its customer, value, solutions and
    /// team are disclosed to the participant.
    /// </param>
    /// <param name="invitation">Whom to invite, and what for.</param>
    /// <param name="options">What is different for this call.</param>
    /// <param name="cancellationToken">Ends the call; once the request was sent, the invitation may stand all the same.</param>
    /// <returns>
    /// The participant's record, with an id and status of its own and the same engagement; its status shows their answer later. Nothing is
    /// known to stop a second invitation.
    /// </returns>
    /// <exception cref="ReferralValidationException">
    /// Nothing was sent: no engagement, a closed referral, consent or customer contact missing, or a partner to be let into a deal that
    /// others have started.
    /// </exception>
    /// <exception cref="ReferralOutcomeUnknownException">It was sent, and may stand; it was not sent again.</exception>
    /// <remarks>Mirrors Microsoft's 2018 page <em>Invite a participant</em>, in the form of today's <em>Create a referral</em>.</remarks>
    Task<Referral> InviteAsync(
        Referral referral, Invitation invitation, ReferralCallOptions? options = null, CancellationToken cancellationToken = default);
}
