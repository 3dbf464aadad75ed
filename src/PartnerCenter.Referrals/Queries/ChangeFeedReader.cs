using System.Runtime.CompilerServices;

namespace PartnerCenter.Referrals;

/// <summary>
/// Reads the changes since a checkpoint, ordered by the time of the change. The reader requests each page with a filter that starts at the
/// last change it has read, and does not follow the service's next link. A referral that changes during the reading moves to the end of the
/// order. If next links count positions, the later referrals then move up, and following a link would skip one.
/// </summary>
internal sealed class ChangeFeedReader(Func<ReferralQuery, CancellationToken, Task<ReferralPage>> readPage, ChangeCheckpoint start)
{
    public async IAsyncEnumerable<ReferralChanges> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ChangeFeedState progress = new(start);
        DateTimeOffset? from = start.StartTime;
        DateTimeOffset? until = null;
        ReferralPage page = await SinceAsync(from, cancellationToken).ConfigureAwait(false);
        if (page.Continuation is not null)
        {
            // Other users keep writing, so this reading ends at the newest change so far, by the service's own clock. The page is then
            // read again. Otherwise a referral that changed between the two requests would be returned twice: in its old version, and in
            // the new one.
            until = await NewestAsync(cancellationToken).ConfigureAwait(false);
            page = await SinceAsync(from, cancellationToken).ConfigureAwait(false);
        }

        while (true)
        {
            Referral[] within = Until(until, page);
            yield return progress.Take(within);
            if (within.Length < page.Referrals.Count || page.Continuation is null)
            {
                yield break;
            }

            DateTimeOffset begun = from ?? DateTimeOffset.MinValue;
            DateTimeOffset last = within.LastOrDefault(referral => referral.UpdatedDateTime is not null)?.UpdatedDateTime ?? begun;
            if (last > begun)
            {
                from = last;
                page = await SinceAsync(from, cancellationToken).ConfigureAwait(false);
                continue;
            }

            // All changes of the page have the same time, so a filter cannot get past them. Only the page's link can.
            await foreach (Referral[] referrals in ReadInstantAsync(begun, page, cancellationToken).ConfigureAwait(false))
            {
                if (progress.Take(referrals) is { Referrals.Count: > 0 } changes)
                {
                    yield return changes;
                }
            }

            if (begun >= until)
            {
                yield break;
            }

            page = await AfterAsync(begun, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Reads all changes that have one time, page by page along the links, and repeats this until a pass finds everything that the previous
    /// pass found. If a referral leaves the set during a pass, the others move up by one position, and the next page then skips one.
    /// </summary>
    private async IAsyncEnumerable<Referral[]> ReadInstantAsync(
        DateTimeOffset moment, ReferralPage page, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<ChangeVersion>? before = null;
        while (true)
        {
            HashSet<ChangeVersion> found = [];
            HashSet<string> links = new(StringComparer.Ordinal);
            while (true)
            {
                Referral[] within = Until(moment, page);
                found.UnionWith(within.Select(ChangeVersion.Of).OfType<ChangeVersion>());
                yield return within;
                if (within.Length < page.Referrals.Count || page.Continuation is not { } link)
                {
                    break;
                }

                page = links.Add(link.Value)
                    ? await InOrderAsync(new ReferralQuery { Continuation = link }, cancellationToken).ConfigureAwait(false)
                    : throw Broken("The service's next link leads back to changes already read, so the listing would never end.");
            }

            // Referrals without a time cannot be compared with the previous pass, so they do not cause another one.
            if (found.Count == 0 || before?.IsSubsetOf(found) == true)
            {
                yield break;
            }

            before = found;
            page = await SinceAsync(moment, cancellationToken).ConfigureAwait(false);
        }
    }

    private static Referral[] Until(DateTimeOffset? end, ReferralPage page) =>
        [.. page.Referrals.Where(referral => end is null || referral.UpdatedDateTime is null || referral.UpdatedDateTime <= end)];

    private Task<ReferralPage> SinceAsync(DateTimeOffset? from, CancellationToken cancellationToken) =>
        InOrderAsync(
            new ReferralQuery
            {
                Filter = from is { } time ? ReferralFilter.UpdatedSince(time) : null,
                OrderBy = ReferralOrder.UpdatedDateTime.Ascending,
            },
            cancellationToken);

    private async Task<ReferralPage> AfterAsync(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        ReferralQuery query = new() { Filter = ReferralFilter.UpdatedDateTime > moment, OrderBy = ReferralOrder.UpdatedDateTime.Ascending };
        ReferralPage page = await InOrderAsync(query, cancellationToken).ConfigureAwait(false);
        return page.Referrals.Any(referral => referral.UpdatedDateTime <= moment)
            ? throw Broken("The service did not filter the changes by updatedDateTime as requested, so the listing would never end.")
            : page;
    }

    private async Task<DateTimeOffset?> NewestAsync(CancellationToken cancellationToken)
    {
        ReferralQuery newest = new() { OrderBy = ReferralOrder.UpdatedDateTime.Descending, Top = 1 };
        return (await readPage(newest, cancellationToken).ConfigureAwait(false)).Referrals.Max(referral => referral.UpdatedDateTime);
    }

    // A change that comes out of order could be skipped and never returned.
    private async Task<ReferralPage> InOrderAsync(ReferralQuery query, CancellationToken cancellationToken)
    {
        ReferralPage page = await readPage(query, cancellationToken).ConfigureAwait(false);
        DateTimeOffset newest = DateTimeOffset.MinValue;
        foreach (Referral referral in page.Referrals)
        {
            newest = referral.UpdatedDateTime < newest
                ? throw Broken("The service did not order the changes by updatedDateTime as requested, so some could be missed.")
                : referral.UpdatedDateTime ?? newest;
        }

        return page;
    }

    private static ReferralsException Broken(string why) =>
        new($"{why} Nothing further was read. The last checkpoint is still valid.") { Operation = Operation.List.Name };
}
