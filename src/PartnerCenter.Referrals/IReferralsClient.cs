using System.Text.Json.Serialization.Metadata;

namespace PartnerCenter.Referrals;

/// <summary>Describes the operations of <see cref="ReferralsClient"/>, for code that replaces the client in tests or wraps it.</summary>
/// <remarks>
/// Every method may throw <see cref="ReferralsException"/> or a class derived from it, and <see cref="OperationCanceledException"/> when
/// the caller cancels. All members are thread-safe. A decorator forwards each member; the extension methods then work over the decorator.
/// Microsoft introduces the API in
/// <see href="https://learn.microsoft.com/partner-center/developer/referrals-api-introduction">Referrals API introduction</see>.
/// </remarks>
public interface IReferralsClient
{
    /// <summary>
    /// Gets what the client checks before it sends a request, unless <see cref="ReferralCallOptions.ClientValidation"/> overrides it.
    /// </summary>
    /// <remarks>
    /// The extension methods also use this value for their own checks before they call the client. A decorator returns the value of the
    /// client that it wraps.
    /// </remarks>
    ClientValidation ClientValidation { get; }

    /// <summary>Lists referrals; each page is read when the enumeration reaches it.</summary>
    /// <param name="query">The query that selects and orders the referrals; null for all referrals.</param>
    /// <param name="options">Options that override the client's for this call; the timeout and the attempts apply to each page.</param>
    /// <param name="cancellationToken">Cancels the enumeration, including a request that is running.</param>
    /// <remarks>
    /// Microsoft documents this operation in
    /// <see href="https://learn.microsoft.com/partner-center/developer/get-a-list-of-referrals">Get a list of referrals</see>. A page may
    /// be empty and still have a next link, which the listing follows. After 100 empty pages in a row, or if the same page comes again and
    /// again, it ends with a <see cref="ReferralsException"/>. A continuation that the service does not accept any more ends it with a
    /// <see cref="ReferralContinuationExpiredException"/>.
    /// </remarks>
    /// <exception cref="ArgumentException">The query has more than 8,000 characters as it is sent.</exception>
    ReferralListing ListAsync(
        ReferralQuery? query = null, ReferralCallOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Lists a part of each referral: requests only the members that your own record type has (<c>$select</c>).</summary>
    /// <typeparam name="T">
    /// Your record type. Its members have the JSON names of a referral's members; an object that is nested in a member is read whole.
    /// </typeparam>
    /// <param name="query">The query that selects and orders the referrals; null for all referrals.</param>
    /// <param name="projection">
    /// The metadata that reads the record, from a JSON context of your own: for example <c>MyContext.Default.MyRecord</c>.
    /// </param>
    /// <param name="options">Options that override the client's for this call; the timeout and the attempts apply to each page.</param>
    /// <param name="cancellationToken">Cancels the enumeration, including a request that is running.</param>
    /// <remarks>
    /// The result is for reading only: a part of a referral can never be written back. Your JSON context reads with its own settings. It
    /// must accept that the service sometimes sends an empty text where a date or a number is missing. Microsoft documents <c>$select</c>
    /// in <see href="https://learn.microsoft.com/partner-center/developer/get-a-list-of-referrals">Get a list of referrals</see>. The
    /// enumeration ends with the same exceptions as that of whole referrals.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The query has more than 8,000 characters as it is sent. Or the record has no members, none that a referral has, or one that differs
    /// from a referral's member in its capitals only, and so would never be read.
    /// </exception>
    IAsyncEnumerable<T> ListAsync<T>(
        ReferralQuery? query,
        JsonTypeInfo<T> projection,
        ReferralCallOptions? options = null,
        CancellationToken cancellationToken = default)
        where T : class;

    /// <summary>Reads one referral.</summary>
    /// <param name="id">The id of the referral, a GUID.</param>
    /// <param name="options">Options that override the client's for this call.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The referral as it is now.</returns>
    /// <exception cref="ArgumentException"><paramref name="id"/> is not a GUID.</exception>
    /// <exception cref="ReferralNotFoundException">The referral does not exist, or the user may not see it.</exception>
    /// <remarks>
    /// Microsoft documents this operation in
    /// <see href="https://learn.microsoft.com/partner-center/developer/get-a-referral-by-id">Get a referral by ID</see>.
    /// </remarks>
    Task<Referral> GetAsync(string id, ReferralCallOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Creates a referral.</summary>
    /// <param name="draft">
    /// The new referral. Members that the service owns are not sent. An <see cref="Referral.EngagementId"/> is sent, and the referral then
    /// joins that engagement; clear it in a draft that you copy from another deal.
    /// </param>
    /// <param name="options">Options that override the client's for this call.</param>
    /// <param name="cancellationToken">Cancels the call; once the request is sent, the referral may be created all the same.</param>
    /// <returns>The referral as the service stored it. The service starts your own deals as Active and Accepted.</returns>
    /// <exception cref="ArgumentException"><paramref name="draft"/> has an id, so it already exists.</exception>
    /// <exception cref="ReferralValidationException">
    /// The draft breaks rules of the service, so nothing was sent. The exception lists every broken rule. A lead (qualification Direct or
    /// MarketingQualified) needs less than a deal. A copy of a record that has <see cref="Referral.UnreadableMembers"/> is refused too.
    /// </exception>
    /// <exception cref="ReferralOutcomeUnknownException">
    /// The request was sent, and the referral may exist. The request was not retried.
    /// <see cref="ReferralsClientOptions.ResolveUnknownOutcomes"/> describes how the client searches for the referral first.
    /// </exception>
    /// <remarks>
    /// <see cref="Deal"/> creates a draft of each kind of deal. Microsoft documents this operation in
    /// <see href="https://learn.microsoft.com/partner-center/developer/create-a-referral">Create a referral</see>.
    /// </remarks>
    Task<Referral> CreateAsync(Referral draft, ReferralCallOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Replaces a referral with the given one, if nobody has changed it since it was read.</summary>
    /// <param name="referral">
    /// The whole referral as it was read, with your changes: <c>deal with { Name = "…" }</c>. Its ETag is sent as <c>If-Match</c>.
    /// </param>
    /// <param name="options">Options that override the client's for this call.</param>
    /// <param name="cancellationToken">Cancels the call; once the request is sent, the change may take effect all the same.</param>
    /// <returns>The referral as it is now, with its new ETag.</returns>
    /// <exception cref="ArgumentException">The referral has no id or no valid ETag.</exception>
    /// <exception cref="ReferralValidationException">
    /// The referral lacks a part that the replace would delete, or has <see cref="Referral.UnreadableMembers"/>.
    /// </exception>
    /// <exception cref="ReferralConflictException">Somebody else has changed the referral.</exception>
    /// <exception cref="ReferralOutcomeUnknownException">
    /// The request was sent, and whether it took effect could not be determined.
    /// </exception>
    /// <remarks>
    /// What was read is sent back, including nulls and members that this version of the client does not know. A member that the service
    /// did not send is left out, unless you set it, even to null or to an empty list. A replace (PUT) is the older of the API's two ways to
    /// change a referral; <c>PatchAsync</c> is the current one, which Microsoft documents in
    /// <see href="https://learn.microsoft.com/partner-center/developer/patch-a-referral">Patch a referral</see>.
    /// </remarks>
    Task<Referral> ReplaceAsync(Referral referral, ReferralCallOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads a referral, applies a change to it and writes what has changed. If somebody else changes the referral in between, it starts
    /// again with the read.
    /// </summary>
    /// <param name="id">The id of the referral, a GUID.</param>
    /// <param name="change">
    /// Returns the changed referral: <c>deal => deal with { Name = "…" }</c>. It may run several times, so it must do nothing else. An
    /// exception that it throws goes to the caller, and nothing is written.
    /// </param>
    /// <param name="options">
    /// Options that override the client's for this call; the timeout applies to all of its requests together, and the attempts to each.
    /// </param>
    /// <param name="cancellationToken">Cancels the call; once a write is sent, the change may take effect all the same.</param>
    /// <returns>
    /// The referral as it is now. If the change makes no difference, nothing is written and the referral is returned as it was read.
    /// </returns>
    /// <exception cref="ArgumentException">The id is not a GUID, or <paramref name="change"/> returned null.</exception>
    /// <exception cref="ReferralNotFoundException">The referral does not exist, or the user may not see it.</exception>
    /// <exception cref="ReferralValidationException">
    /// The change touches members that the service owns, or that cannot change after the create, or it would delete values that cannot be
    /// read (<see cref="Referral.UnreadableMembers"/>). The exception names each one.
    /// </exception>
    /// <exception cref="ReferralConflictException">
    /// Others changed the referral before the first write and before each of the
    /// <see cref="ReferralsClientOptions.MaxConflictRetries"/> retries; nothing was written.
    /// <see cref="ReferralConflictException.GetCurrent"/> returns the referral as it is.
    /// </exception>
    /// <exception cref="ReferralsException">The service returned the referral without a valid ETag; nothing was written.</exception>
    /// <exception cref="ReferralOutcomeUnknownException">
    /// A change was sent and no usable response came. It is not applied again, even if the referral looks as intended: somebody else may
    /// have made the same change, and a sum would be wrong.
    /// </exception>
    /// <remarks>
    /// Each write is conditional on the ETag of the referral that the change was applied to. It is sent as a JSON Patch if everything that
    /// has changed can be patched, and otherwise as a replace. Microsoft documents the patch in
    /// <see href="https://learn.microsoft.com/partner-center/developer/patch-a-referral">Patch a referral</see>. A value that cannot be
    /// read (<see cref="Referral.UnreadableMembers"/>) is null or empty in the record, so a change that sets it to null or to an empty list
    /// makes no difference and does not clear it; only a patch does.
    /// </remarks>
    Task<Referral> UpdateAsync(
        string id, Func<Referral, Referral> change, ReferralCallOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Applies a change to a referral that you have read, and writes what has changed. Only after a conflict does it read the referral and
    /// apply the change again.
    /// </summary>
    /// <param name="current">
    /// The referral as it was read, without changes of your own: what differs between it and the result of <paramref name="change"/> is
    /// written.
    /// </param>
    /// <param name="change">
    /// Returns the changed referral: <c>deal => deal with { Name = "…" }</c>. It may run several times, so it must do nothing else. An
    /// exception that it throws goes to the caller, and nothing is written.
    /// </param>
    /// <param name="options">
    /// Options that override the client's for this call; the timeout applies to all of its requests together, and the attempts to each.
    /// </param>
    /// <param name="cancellationToken">Cancels the call; once a write is sent, the change may take effect all the same.</param>
    /// <returns>
    /// The referral as it is now. If the change makes no difference, nothing is sent and <paramref name="current"/> is returned, even if
    /// somebody else has changed the referral since it was read.
    /// </returns>
    /// <exception cref="ArgumentException">The referral has no id or no valid ETag, or <paramref name="change"/> returned null.</exception>
    /// <exception cref="ReferralNotFoundException">The referral does not exist, or the user may not see it.</exception>
    /// <exception cref="ReferralValidationException">
    /// The change touches members that the service owns, or that cannot change after the create, or it would delete values that cannot be
    /// read (<see cref="Referral.UnreadableMembers"/>). The exception names each one.
    /// </exception>
    /// <exception cref="ReferralConflictException">
    /// Others changed the referral before the first write and before each of the
    /// <see cref="ReferralsClientOptions.MaxConflictRetries"/> retries; nothing was written.
    /// <see cref="ReferralConflictException.GetCurrent"/> returns the referral as it is.
    /// </exception>
    /// <exception cref="ReferralsException">The service returned no valid ETag after a conflict; nothing was written.</exception>
    /// <exception cref="ReferralOutcomeUnknownException">
    /// A change was sent and no usable response came. It is not applied again, even if the referral looks as intended: somebody else may
    /// have made the same change, and a sum would be wrong.
    /// </exception>
    /// <remarks>
    /// Each write is conditional on the ETag of the referral that the change was applied to. It is sent as a JSON Patch if everything that
    /// has changed can be patched, and otherwise as a replace. Microsoft documents the patch in
    /// <see href="https://learn.microsoft.com/partner-center/developer/patch-a-referral">Patch a referral</see>. A value that cannot be
    /// read (<see cref="Referral.UnreadableMembers"/>) is null or empty in the record, so a change that sets it to null or to an empty list
    /// makes no difference and does not clear it; only a patch does.
    /// </remarks>
    Task<Referral> UpdateAsync(
        Referral current,
        Func<Referral, Referral> change,
        ReferralCallOptions? options = null,
        CancellationToken cancellationToken = default);

    /// <summary>Changes single fields of a referral, if nobody has changed it since it was read.</summary>
    /// <param name="referral">The referral as it was read; its ETag is sent as <c>If-Match</c>.</param>
    /// <param name="patch">
    /// The changes: <c>new ReferralPatch().DealValue(25_000m).Notes("…")</c>. The operations that it holds now are sent. The call does
    /// not change the patch, so you can use it again.
    /// </param>
    /// <param name="options">Options that override the client's for this call.</param>
    /// <param name="cancellationToken">Cancels the call; once the request is sent, the change may take effect all the same.</param>
    /// <returns>The referral as it is now, with its new ETag.</returns>
    /// <exception cref="ArgumentException">The referral has no id or no valid ETag, or the patch is empty.</exception>
    /// <exception cref="ReferralConflictException">Somebody else has changed the referral.</exception>
    /// <exception cref="ReferralOutcomeUnknownException">
    /// The patch was sent, and whether it took effect could not be determined.
    /// </exception>
    /// <remarks>
    /// A <c>replace</c> in the patch is sent as an <c>add</c> if <paramref name="referral"/> does not have the member, because a JSON Patch
    /// can replace only what exists. Microsoft documents this operation in
    /// <see href="https://learn.microsoft.com/partner-center/developer/patch-a-referral">Patch a referral</see>.
    /// </remarks>
    Task<Referral> PatchAsync(
        Referral referral, ReferralPatch patch, ReferralCallOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Changes single fields of a referral, if it still has the given ETag.</summary>
    /// <param name="id">The id of the referral, a GUID.</param>
    /// <param name="eTag">
    /// The version that may be changed: the ETag as the service returned it, double quotes included, at most 1,024 characters. A weak ETag
    /// begins with <c>W/</c>. It is sent unchanged as <c>If-Match</c>; <c>*</c>, which matches any version, is refused. The ETag of a
    /// <see cref="Referral"/> that is passed to a write follows the same rule.
    /// </param>
    /// <param name="patch">
    /// The changes: <c>new ReferralPatch().DealValue(25_000m).Notes("…")</c>. The operations that it holds now are sent. The call does
    /// not change the patch, so you can use it again.
    /// </param>
    /// <param name="options">Options that override the client's for this call.</param>
    /// <param name="cancellationToken">Cancels the call; once the request is sent, the change may take effect all the same.</param>
    /// <returns>The referral as it is now, with its new ETag.</returns>
    /// <exception cref="ArgumentException">The id is not a GUID, the ETag is not valid, or the patch is empty.</exception>
    /// <exception cref="ReferralConflictException">
    /// The referral no longer has the ETag <paramref name="eTag"/>, because somebody else has changed it.
    /// </exception>
    /// <exception cref="ReferralOutcomeUnknownException">
    /// The patch was sent, and whether it took effect could not be determined.
    /// </exception>
    /// <remarks>
    /// Microsoft documents this operation in
    /// <see href="https://learn.microsoft.com/partner-center/developer/patch-a-referral">Patch a referral</see>.
    /// </remarks>
    Task<Referral> PatchAsync(
        string id, string eTag, ReferralPatch patch, ReferralCallOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Changes single fields of a referral without <c>If-Match</c>, so that the last writer wins.</summary>
    /// <param name="id">The id of the referral, a GUID.</param>
    /// <param name="patch">
    /// The changes: <c>new ReferralPatch().DealValue(25_000m).Notes("…")</c>. The operations that it holds now are sent. The call does
    /// not change the patch, so you can use it again.
    /// </param>
    /// <param name="options">Options that override the client's for this call.</param>
    /// <param name="cancellationToken">Cancels the call; once the request is sent, the change may take effect all the same.</param>
    /// <returns>The referral as it is now, with its new ETag.</returns>
    /// <exception cref="ArgumentException">The id is not a GUID, or the patch is empty.</exception>
    /// <exception cref="ReferralOutcomeUnknownException">
    /// The patch was sent, and may have taken effect. It is not retried, because an operation that adds to a list would add twice.
    /// </exception>
    /// <remarks>
    /// Microsoft documents this operation in
    /// <see href="https://learn.microsoft.com/partner-center/developer/patch-a-referral">Patch a referral</see>.
    /// </remarks>
    Task<Referral> PatchUnconditionallyAsync(
        string id, ReferralPatch patch, ReferralCallOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Invites a participant into the engagement of a referral by creating a connected referral for them. It lists the engagement first,
    /// and invites nobody while an invitation to the same participant is open.
    /// </summary>
    /// <param name="referral">
    /// Your organization's own referral as it was read. This object is sent, not what the service stores now. Its customer, value,
    /// solutions and team are disclosed to the participant.
    /// </param>
    /// <param name="invitation">The participant to invite, and the kind of help to ask for.</param>
    /// <param name="options">Options that override the client's for this call.</param>
    /// <param name="cancellationToken">Cancels the call; once the request is sent, the invitation may be created all the same.</param>
    /// <returns>
    /// The participant's record. It belongs to the same engagement and has an id and a status of its own; the status later shows whether
    /// the participant accepted.
    /// </returns>
    /// <exception cref="ReferralValidationException">
    /// The invitation was not sent: the referral has no engagement or is closed, a consent or a customer contact is missing, the invitation
    /// is to another partner and your organization did not start the deal, an invitation to the same participant is or may be open, or a
    /// value that the invitation needs could not be read (<see cref="Referral.UnreadableMembers"/>).
    /// </exception>
    /// <exception cref="ReferralsException">
    /// The invitation was not sent, because the engagement could not be listed, or it was refused. The type is that of the failure.
    /// </exception>
    /// <exception cref="ReferralOutcomeUnknownException">The invitation was sent, and may exist. It was not retried.</exception>
    /// <remarks>
    /// <see cref="ReferralsClientOptions.CheckOpenInvitations"/> turns the list off.
    /// An invitation is the second step of a co-sell deal. Microsoft documents it in
    /// <see href="https://learn.microsoft.com/partner-center/developer/create-a-referral">Create a referral</see>; in 2018 it had a page of
    /// its own, <em>Invite a participant</em>.
    /// </remarks>
    Task<Referral> InviteAsync(
        Referral referral, Invitation invitation, ReferralCallOptions? options = null, CancellationToken cancellationToken = default);
}
