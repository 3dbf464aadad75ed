using System.Runtime.CompilerServices;

namespace PartnerCenter.Referrals;

/// <summary>Follows the service's pages: only the query of each next link, on our own endpoint, and never the same one twice.</summary>
/// <typeparam name="T">The items of the pages.</typeparam>
internal sealed class Paginator<T>(
    ReferralQuery query,
    string? firstRequest,
    Func<string?, int, CancellationToken, Task<PageResult<T>>> fetch,
    CancellationToken callerCancellation)
{
    public async IAsyncEnumerable<ListingPage<T>> PagesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The call's cancellation and the enumeration's both end it; and so does an early end of the enumeration, for the page in flight.
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(callerCancellation, cancellationToken);
        HashSet<string> seen = new(StringComparer.Ordinal);
        if (query.Continuation is not null)
        {
            seen.Add(query.Continuation.Value);
        }

        int left = query.Top ?? int.MaxValue;
        Task<PageResult<T>>? ahead = null;
        string? request = firstRequest;
        try
        {
            for (int number = 1; ; number++)
            {
                PageResult<T> answer = await (ahead ?? fetch(request, number, ended.Token)).ConfigureAwait(false);
                ahead = null;
                bool cut = answer.Items.Length > left;
                T[] items = cut ? answer.Items[..left] : answer.Items;
                left -= items.Length;
                // A page of which only a part was given out is read again by whoever goes on; the rest of it must not be skipped.
                ReferralContinuation? next = cut ? Again(request) : Next(answer.NextLink, seen, number);
                bool goesOn = next is not null && left > 0 && number != query.MaxPages;
                request = next?.Value;
                if (goesOn && query.ReadAhead)
                {
                    ahead = fetch(request, number + 1, ended.Token);
                }

                yield return new ListingPage<T>(items, answer.Count, next);
                if (!goesOn)
                {
                    yield break;
                }
            }
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            if (ahead is not null)
            {
                await ahead.ContinueWith(
                    // Its failure is nobody's business any more: the page will not be read.
                    static abandoned => _ = abandoned.Exception, CancellationToken.None, TaskContinuationOptions.None,
                    TaskScheduler.Default).ConfigureAwait(false);
            }
        }
    }

    private static ReferralContinuation? Again(string? request) =>
        ReferralContinuation.TryParse(request, out ReferralContinuation? again) ? again : null;

    private static ReferralContinuation? Next(string? link, HashSet<string> seen, int number)
    {
        if (string.IsNullOrEmpty(link))
        {
            return null;
        }

        if (!ReferralContinuation.TryFromNextLink(link, out ReferralContinuation? next))
        {
            throw Broken($"The next link of page {number} has no query that can be followed; the listing ends before its end.", number);
        }

        return seen.Add(next.Value)
            ? next
            : throw Broken($"The next link of page {number} leads back to a page already read; the listing would never end.", number);
    }

    private static ReferralsException Broken(string message, int number) => new(message) { Operation = Operation.List.Name, Page = number };
}
