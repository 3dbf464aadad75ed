using System.Runtime.CompilerServices;

namespace PartnerCenter.Referrals;

/// <summary>
/// Reads what changed since a checkpoint, by the time of the change. Each page is asked for anew from the last change seen on, and not by
/// the service's next link: a referral that is changed meanwhile moves to the end, and where a link counts positions, one that was not read
/// yet would slip past it.
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
            // Others go on writing. The newest change of now is where this reading ends, by the service's own clock. The page is read
            // again: what changed between the two would come twice, as it was on the page and as it is before that end.
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

            // A page full of changes of one moment leads on only by its link.
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
    /// Reads a moment by the links of its pages, until a pass finds all that the pass before it has found. Where something is gone, what
    /// was not read yet may have moved to a place that was; and nothing else can move it there.
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
                    : throw Broken("The service's next link leads back to changes already read; the reading would never end.");
            }

            // What has no time cannot be told from what was there before.
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
                Filter = from is { } time
                ? ReferralFilter.UpdatedSince(time)
                : null,
                OrderBy = ReferralOrder.UpdatedDateTime.Ascending
            }, cancellationToken);

    private async Task<ReferralPage> AfterAsync(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        ReferralQuery query = new() { Filter = ReferralFilter.UpdatedDateTime > moment, OrderBy = ReferralOrder.UpdatedDateTime.Ascending };
        ReferralPage page = await InOrderAsync(query, cancellationToken).ConfigureAwait(false);
        return page.Referrals.Any(referral => referral.UpdatedDateTime <= moment)
            ? throw Broken("The service did not filter the changes by updatedDateTime as asked; the reading would never end.")
            : page;
    }

    private async Task<DateTimeOffset?> NewestAsync(CancellationToken cancellationToken)
    {
        ReferralQuery newest = new() { OrderBy = ReferralOrder.UpdatedDateTime.Descending, Top = 1 };
        return (await readPage(newest, cancellationToken).ConfigureAwait(false)).Referrals.Max(referral => referral.UpdatedDateTime);
    }

    // What comes out of order could be passed over for ever.
    private async Task<ReferralPage> InOrderAsync(ReferralQuery query, CancellationToken cancellationToken)
    {
        ReferralPage page = await readPage(query, cancellationToken).ConfigureAwait(false);
        DateTimeOffset newest = DateTimeOffset.MinValue;
        foreach (Referral referral in page.Referrals)
        {
            newest = referral.UpdatedDateTime < newest
                ? throw Broken("The service did not order the changes by updatedDateTime as asked, so that some could be missed.")
                : referral.UpdatedDateTime ?? newest;
        }

        return page;
    }

    private static ReferralsException Broken(string why) =>
        new($"{why} Nothing further was read; the last checkpoint still holds.") { Operation = Operation.List.Name };
}
