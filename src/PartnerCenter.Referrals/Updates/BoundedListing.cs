using Polly;

namespace PartnerCenter.Referrals;

/// <summary>
/// Reads a listing that belongs to a write: a limited number of pages, within the time that the write has left. The service could
/// otherwise keep the call from ending. An item that cannot be read is skipped, since nobody could set that here; the page tells it.
/// </summary>
internal sealed class BoundedListing(ReferralRequests requests)
{
    public const int MaxPages = 5;

    /// <summary>
    /// Passes each page to a function, which returns whether the next page is needed. The result is false if the listing has more pages
    /// than may be read. A follow-up determines the outcome of the write, and does not wait while the client is throttled.
    /// </summary>
    public async Task<Outcome<bool>> ReadAsync(
        ReferralQuery query,
        Func<ListingPage<Referral>, bool> read,
        Deadline deadline,
        ReferralCallOptions options,
        CancellationToken cancellationToken,
        bool isFollowUp = false)
    {
        query = query with { MaxPages = MaxPages, SkipUnreadableItems = true };
        Paginator<Referral> paginator = new(query, query.FirstRequest(), FetchAsync, cancellationToken);
        try
        {
            await foreach (ListingPage<Referral> page in paginator.PagesAsync(CancellationToken.None).ConfigureAwait(false))
            {
                if (!read(page) || page.Continuation is null)
                {
                    return Outcome.FromResult(true);
                }
            }

            return Outcome.FromResult(false);
        }
        catch (Exception failure)
        {
            return Outcome.FromException<bool>(failure);
        }

        Task<PageResult<Referral>> FetchAsync(PageRequest page, CancellationToken cancellation) => deadline.IsOver
            ? Task.FromException<PageResult<Referral>>(
                new ReferralsTimeoutException($"No time was left to list page {page.Number}.") { Page = page.Number })
            : requests.ListAsync(page, deadline.Apply(options), cancellation, isFollowUp).OrThrowAsync();
    }
}
