using System.Runtime.CompilerServices;

namespace PartnerCenter.Referrals;

/// <summary>
/// Reads the changes since a checkpoint, ordered by the time of the change. The reader requests each page with a filter that starts at the
/// last change it has read, and does not follow the service's next link. A referral that changes during the reading moves to the end of the
/// order. If next links count positions, the later referrals then move up, and following a link would skip one.
/// </summary>
internal sealed class ChangeFeedReader(Func<ReferralQuery, CancellationToken, Task<ReferralPage>> readPage, ChangeCheckpoint start)
{
    private const int MaxPasses = 100;

    public async IAsyncEnumerable<ReferralChanges> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ChangeFeedRequests requests = new(readPage, cancellationToken);
        ChangeFeedState state = new(start);
        DateTimeOffset? from = start.StartTime;
        DateTimeOffset? until = null;
        DateTimeOffset? untilAhead = null;
        ReferralPage page = await requests.SinceAsync(start).ConfigureAwait(false);
        if (page.Continuation is not null)
        {
            // Other users keep writing, so this reading ends at the newest change so far, by the service's own clock. The page is then
            // read again. Otherwise a referral that changed between the two requests would be returned twice: in its old version, and in
            // the new one.
            DateTimeOffset? newest = await requests.NewestAsync().ConfigureAwait(false);
            DateTimeOffset? latest = requests.Clock.Latest;
            until = newest < latest ? newest : latest ?? newest;
            untilAhead = latest is null || newest <= latest ? null : newest ?? DateTimeOffset.MaxValue;
            page = await requests.SinceAsync(start).ConfigureAwait(false);
        }

        await foreach (ReferralChanges changes in ReadUntilAsync(requests, state, page, from, until).ConfigureAwait(false))
        {
            yield return changes;
        }

        if (untilAhead is null || requests.Clock.Latest is not { } ahead)
        {
            yield break;
        }

        // The newest change lies ahead of the service's time. What lies between the end of the reading and the service's time now belongs
        // to the next reading, because others keep writing there.
        state.LimitTo(until);
        state.LimitTo(requests.Clock.Time);
        ahead = from > ahead ? from.Value : ahead;
        page = await requests.SinceAsync(ahead).ConfigureAwait(false);
        await foreach (ReferralChanges changes in ReadUntilAsync(requests, state, page, ahead, untilAhead, isAhead: true)
            .ConfigureAwait(false))
        {
            yield return changes;
        }
    }

    private static async IAsyncEnumerable<ReferralChanges> ReadUntilAsync(
        ChangeFeedRequests requests, ChangeFeedState state, ReferralPage page, DateTimeOffset? from, DateTimeOffset? until,
        bool isAhead = false)
    {
        while (true)
        {
            bool isLast = page.Continuation is null || IsPast(until, page);
            ReferralChanges changes = state.Take(Within(until, page), requests.Clock);
            if (isLast && !isAhead && state.Complete(requests.EarliestTime, until))
            {
                changes = new ReferralChanges(changes.Referrals, state.Checkpoint) { Unreadable = changes.Unreadable };
            }

            if (!isAhead || HasAny(changes))
            {
                yield return changes;
            }

            if (isLast)
            {
                yield break;
            }

            // If the service shows no time to end at, the reading ends after the first page that brings something.
            until ??= TimesOf(changes).Max();
            DateTimeOffset begun = from ?? DateTimeOffset.MinValue;
            DateTimeOffset last = page.Times.Max() ?? begun;
            last = isAhead && requests.Clock.Latest > last ? requests.Clock.Latest.Value : last;
            // Others may still write changes before a time that the service's clock has not passed.
            state.LimitTo(last >= requests.Clock.Time ? requests.Clock.Time : null);
            if (last > begun)
            {
                from = last;
                page = await requests.SinceAsync(from).ConfigureAwait(false);
                continue;
            }

            // All changes of the page have the same time, so a filter cannot get past them. Only the page's link can.
            await foreach (ReferralPage one in ReadInstantAsync(requests, begun, page).ConfigureAwait(false))
            {
                if (state.Take(Within(begun, one), requests.Clock) is var more && HasAny(more))
                {
                    yield return more;
                }
            }

            if (begun >= until)
            {
                if (!isAhead && state.Complete(requests.EarliestTime, until))
                {
                    yield return new ReferralChanges([], state.Checkpoint);
                }

                yield break;
            }

            page = await requests.AfterAsync(begun).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Reads all changes that have one time, page by page along the links, and repeats this until a pass finds everything that the previous
    /// pass found. If a referral leaves the set during a pass, the others move up by one position, and the next page then skips one.
    /// </summary>
    private static async IAsyncEnumerable<ReferralPage> ReadInstantAsync(
        ChangeFeedRequests requests, DateTimeOffset moment, ReferralPage page)
    {
        HashSet<(string Id, string ETag, DateTimeOffset? Time)>? before = null;
        for (int pass = 1; pass <= MaxPasses; pass++)
        {
            HashSet<(string Id, string ETag, DateTimeOffset? Time)> found = [];
            HashSet<string> ids = [];
            FollowedLinks links = new();
            int idle = 0;
            while (true)
            {
                yield return page;
                int known = ids.Count;
                ReferralPage within = Within(moment, page);
                found.UnionWith(within.Referrals.Select(referral => (referral.Id, referral.ETag, referral.UpdatedDateTime)));
                found.UnionWith(within.Unreadable.Select(
                    referral => (referral.Fingerprint, referral.ETag ?? "", referral.UpdatedDateTime)));
                ids.UnionWith(found.Select(version => version.Id));
                if (IsPast(moment, page) || page.Continuation is not { } link)
                {
                    break;
                }

                // A new version of a referral has a new time, so it is no news here.
                idle = ids.Count > known ? 0 : idle + 1;
                if (idle == FollowedLinks.MaxIdlePages)
                {
                    throw ChangeFeedRequests.Broken(
                        $"The service returned {idle} pages in a row without a referral that the pages before them did not have.");
                }

                page = links.Add(link.Value)
                    ? await requests.FollowAsync(link).ConfigureAwait(false)
                    : throw ChangeFeedRequests.LeadsBack();
            }

            // Referrals without a time cause no further pass, because the filter leaves them out.
            if (found.All(version => version.Time is null) || before?.IsSubsetOf(found) == true)
            {
                yield break;
            }

            before = found;
            page = await requests.SinceAsync(moment).ConfigureAwait(false);
        }

        throw ChangeFeedRequests.Broken($"The changes at one time were read {MaxPasses} times and were different each time.");
    }

    private static ReferralPage Within(DateTimeOffset? end, ReferralPage page) =>
        new([.. page.Referrals.Where(referral => !(referral.UpdatedDateTime > end))])
        {
            Unreadable = [.. page.Unreadable.Where(referral => !(referral.UpdatedDateTime > end))],
        };

    private static bool HasAny(ReferralChanges changes) => changes.Referrals.Count > 0 || changes.Unreadable.Count > 0;

    private static bool IsPast(DateTimeOffset? end, ReferralPage page) => page.Times.Any(time => time > end);

    private static IEnumerable<DateTimeOffset?> TimesOf(ReferralChanges changes) =>
        changes.Referrals.Select(referral => referral.UpdatedDateTime)
            .Concat(changes.Unreadable.Select(referral => referral.UpdatedDateTime));
}
