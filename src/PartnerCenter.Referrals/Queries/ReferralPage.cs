namespace PartnerCenter.Referrals;

/// <summary>Represents one page of a listing.</summary>
/// <seealso href="https://learn.microsoft.com/partner-center/developer/get-a-list-of-referrals">Get a list of referrals</seealso>
public sealed class ReferralPage
{
    /// <summary>Creates a page, for example in a test.</summary>
    /// <param name="referrals">The referrals of the page.</param>
    /// <param name="continuation">The place where the listing continues, or null on the last page.</param>
    /// <param name="totalCount">The service's count of all matching referrals, or null if the service returned none.</param>
    /// <exception cref="ArgumentNullException"><paramref name="referrals"/> is null or contains null.</exception>
    public ReferralPage(IReadOnlyList<Referral> referrals, ReferralContinuation? continuation = null, long? totalCount = null)
    {
        Referrals = ListCopy.Of(referrals);
        Continuation = continuation;
        TotalCount = totalCount;
    }

    /// <summary>Gets the referrals of the page. The list may be empty even if the listing continues.</summary>
    public IReadOnlyList<Referral> Referrals { get; }

    /// <summary>
    /// Gets the place where the listing continues; null on the last page. If <see cref="ReferralQuery.Top"/> cut this page, the
    /// continuation reads the same page again, so that no referral is skipped.
    /// </summary>
    public ReferralContinuation? Continuation { get; }

    /// <summary>Gets the service's count of all matching referrals; null if the service returned none, as it may at any time.</summary>
    public long? TotalCount { get; }

    /// <summary>Gets the service's time, in UTC, when it sent the page; null if the response does not say.</summary>
    internal DateTimeOffset? ServiceTime { get; init; }

    /// <summary>Gets the referrals of the page that were skipped because they cannot be read.</summary>
    internal IReadOnlyList<UnreadableReferral> Unreadable { get; init; } = [];

    /// <summary>Gets the times of all changes of the page, also of those that cannot be read, in the order of the page.</summary>
    internal IEnumerable<DateTimeOffset?> Times
    {
        get
        {
            int readable = 0;
            int position = 0;
            foreach (UnreadableReferral unreadable in Unreadable)
            {
                for (; position < unreadable.Index && readable < Referrals.Count; position++)
                {
                    yield return Referrals[readable++].UpdatedDateTime;
                }

                yield return unreadable.UpdatedDateTime;
                position++;
            }

            for (; readable < Referrals.Count; readable++)
            {
                yield return Referrals[readable].UpdatedDateTime;
            }
        }
    }
}
