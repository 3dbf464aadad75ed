using System.Runtime.CompilerServices;

namespace PartnerCenter.Referrals;

/// <summary>
/// Follows the next links of a listing's pages. It sends only the query of each link, to the client's own endpoint, refuses a link that
/// leads back to an earlier page, and ends when the service returns empty pages only.
/// </summary>
/// <typeparam name="T">The type of the items.</typeparam>
internal sealed class Paginator<T>(
    ReferralQuery query,
    string? firstRequest,
    Func<PageRequest, CancellationToken, Task<PageResult<T>>> fetch,
    CancellationToken callerCancellation)
{
    private const string CountsSkipped = " (a page whose items were all skipped counts as empty)";

    public async IAsyncEnumerable<ListingPage<T>> PagesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Both the call's and the enumeration's cancellation end the listing. An early end of the enumeration cancels the page in flight.
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(callerCancellation, cancellationToken);
        FollowedLinks followed = new();
        if (query.Continuation is not null)
        {
            followed.Add(query.Continuation.Value);
        }

        int empty = 0;
        RepeatedPages<T> repeated = new();
        int left = query.Top ?? int.MaxValue;
        Task<PageResult<T>>? ahead = null;
        string? request = firstRequest;
        try
        {
            for (int number = 1; ; number++)
            {
                PageResult<T> result = await (ahead ?? FetchAsync(number)).ConfigureAwait(false);
                ahead = null;
                bool cut = result.Items.Length > left;
                T[] items = cut ? result.Items[..left] : result.Items;
                left -= items.Length;
                // A caller that resumes after a cut page reads that page again, so that the rest of its items is not skipped.
                ReferralContinuation? next = cut ? Again(request) : Next(result.NextLink, followed, number);
                bool continues = next is not null && left > 0 && number != query.MaxPages;
                empty = items.Length == 0 ? empty + 1 : 0;
                int repetitions = repeated.Add(items);
                bool gaveUp = continues && (empty == FollowedLinks.MaxIdlePages || repetitions == FollowedLinks.MaxIdlePages);
                request = next?.Value;
                if (continues && !gaveUp && query.ReadAhead)
                {
                    ahead = FetchAsync(number + 1);
                }

                yield return new ListingPage<T>(items, result.Count, next, result.ServiceTime) { Unreadable = result.Unreadable };
                if (!continues)
                {
                    yield break;
                }

                if (gaveUp)
                {
                    // Thrown after the page, so that the caller has the continuation to resume from.
                    string pages = empty == FollowedLinks.MaxIdlePages
                        ? $"{empty} empty pages in a row{(query.SkipUnreadableItems ? CountsSkipped : "")}"
                        : $"the same page {repetitions} times";
                    throw Broken(
                        $"The service returned {pages}, the last of them page {number}, each with a link to another page. To read on, "
                            + $"list with {nameof(ReferralListing.AsPages)}, and start again from the "
                            + $"{nameof(ReferralPage.Continuation)} of the last page.",
                        number);
                }
            }
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            if (ahead is not null)
            {
                await ahead.ContinueWith(
                    // The page is not read any more, so that its failure is observed here and ignored.
                    static abandoned => _ = abandoned.Exception, CancellationToken.None, TaskContinuationOptions.None,
                    TaskScheduler.Default).ConfigureAwait(false);
            }
        }

        async Task<PageResult<T>> FetchAsync(int number)
        {
            try
            {
                PageRequest page = new(request, number, IsContinuation: number > 1 || query.Continuation is not null)
                {
                    SkipUnreadableItems = query.SkipUnreadableItems,
                };
                return await fetch(page, ended.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException cancelled) when (cancellationToken.IsCancellationRequested)
            {
                throw Cancelled(cancelled, cancellationToken);
            }
            catch (OperationCanceledException cancelled) when (callerCancellation.IsCancellationRequested)
            {
                throw Cancelled(cancelled, callerCancellation);
            }
        }
    }

    // The caller does not know the token that ends the listing.
    private static OperationCanceledException Cancelled(OperationCanceledException cause, CancellationToken token) =>
        new(cause.Message, cause, token);

    private static ReferralContinuation? Again(string? request) =>
        ReferralContinuation.TryParse(request, out ReferralContinuation? again) ? again : null;

    private static ReferralContinuation? Next(string? link, FollowedLinks followed, int number)
    {
        if (string.IsNullOrEmpty(link))
        {
            return null;
        }

        if (!ReferralContinuation.TryFromNextLink(link, out ReferralContinuation? next))
        {
            throw Broken(
                link.Length > ReferralContinuation.MaxValueLength
                    ? $"The next link of page {number} is longer than a continuation may be, which is "
                        + $"{ReferralContinuation.MaxValueLength} characters, so the listing cannot go on. Use a shorter filter."
                    : $"The next link of page {number} has no query that can be followed, so the listing is incomplete.",
                number);
        }

        return followed.Add(next.Value)
            ? next
            : throw Broken($"The next link of page {number} leads back to a page already read, so the listing would never end.", number);
    }

    private static ReferralsException Broken(string message, int number) => new(message) { Operation = Operation.List.Name, Page = number };
}
