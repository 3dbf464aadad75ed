namespace PartnerCenter.Referrals;

/// <summary>One page of a listing.</summary>
public sealed class ReferralPage
{
    /// <summary>Makes a page; in a test, say.</summary>
    /// <param name="referrals">The referrals of the page.</param>
    /// <param name="continuation">Where the listing goes on, or null if this is its end.</param>
    /// <param name="totalCount">The count of all referrals that match, if the service gave it.</param>
    public ReferralPage(IReadOnlyList<Referral> referrals, ReferralContinuation? continuation = null, long? totalCount = null)
    {
        ArgumentNullException.ThrowIfNull(referrals);
        Referrals = referrals;
        Continuation = continuation;
        TotalCount = totalCount;
    }

    /// <summary>The referrals of the page. May be empty even where the listing goes on.</summary>
    public IReadOnlyList<Referral> Referrals { get; }

    /// <summary>
    /// Where the listing goes on; null on the last page. After a page that <see cref="ReferralQuery.Top"/> has cut, the same page is read
    /// again, so that nothing is skipped.
    /// </summary>
    public ReferralContinuation? Continuation { get; }

    /// <summary>The service's count of all referrals that match; null where it gave none, which it may do as it likes.</summary>
    public long? TotalCount { get; }
}
