using System.Runtime.CompilerServices;

namespace PartnerCenter.Referrals;

/// <summary>
/// Reads what changed since a checkpoint, by the time of the change. Each page is asked for anew from the last change seen on, and not by the service's next
/// link: a referral that is changed meanwhile moves to the end, and where a link counts positions, one that was not read yet would slip past it.
/// </summary>
internal sealed class ChangeWalk(IReferralsClient client, ChangeCheckpoint start, ReferralCallOptions options)
{
    private const int WorthForgetting = 1_000;

    public async IAsyncEnumerable<ReferralChanges> PortionsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<SeenChange> seen = [.. start.Seen];
        HashSet<string> links = new(StringComparer.Ordinal);
        ChangeCheckpoint checkpoint = start;
        DateTimeOffset? from = start.From;
        DateTimeOffset? until = null;
        ReferralPage page = await ReadAsync(Since(from), cancellationToken).ConfigureAwait(false);
        while (true)
        {
            RequireOrder(page);
            Referral[] within = [.. page.Referrals.Where(referral => until is null || referral.UpdatedDateTime is null || referral.UpdatedDateTime <= until)];
            bool goesOn = within.Length == page.Referrals.Count && page.Continuation is not null;
            if (goesOn && until is null)
            {
                // Others go on writing. The newest change of now is where this reading ends, by the service's own clock.
                until = await NewestAsync(cancellationToken).ConfigureAwait(false);
            }

            Referral[] fresh = [.. within.Where(referral => SeenChange.Of(referral) is not { } change || seen.Add(change))];
            checkpoint = checkpoint.After(fresh.Select(SeenChange.Of).OfType<SeenChange>());
            if (seen.Count > (checkpoint.Seen.Count * 2) + WorthForgetting)
            {
                seen = [.. checkpoint.Seen];
            }

            yield return new ReferralChanges(fresh, checkpoint);

            DateTimeOffset? last = within.LastOrDefault(referral => referral.UpdatedDateTime is not null)?.UpdatedDateTime;
            if (!goesOn || last > until)
            {
                yield break;
            }

            if (last is not null && (from is null || last > from))
            {
                from = last;
                links.Clear();
                page = await ReadAsync(Since(from), cancellationToken).ConfigureAwait(false);
            }
            else
            {
                // A page full of changes of one moment leads on only by its link.
                page = links.Add(page.Continuation!.Value)
                    ? await ReadAsync(new ReferralQuery { Continuation = page.Continuation }, cancellationToken).ConfigureAwait(false)
                    : throw Broken("The service's next link leads back to changes already read; the reading would never end.");
            }
        }
    }

    private static ReferralQuery Since(DateTimeOffset? from) => new()
    {
        Filter = from is { } time ? ReferralFilter.UpdatedSince(time) : null,
        OrderBy = ReferralOrder.UpdatedDateTime.Ascending,
    };

    private async Task<DateTimeOffset?> NewestAsync(CancellationToken cancellationToken)
    {
        ReferralQuery newest = new() { OrderBy = ReferralOrder.UpdatedDateTime.Descending, Top = 1 };
        return (await ReadAsync(newest, cancellationToken).ConfigureAwait(false)).Referrals.Max(referral => referral.UpdatedDateTime);
    }

    private async Task<ReferralPage> ReadAsync(ReferralQuery query, CancellationToken cancellationToken)
    {
        await foreach (ReferralPage page in client.ListAsync(query with { MaxPages = 1 }, options, cancellationToken)
            .AsPages(cancellationToken).ConfigureAwait(false))
        {
            return page;
        }

        return new ReferralPage([]);
    }

    // What comes out of order could be passed over for ever.
    private static void RequireOrder(ReferralPage page)
    {
        DateTimeOffset newest = DateTimeOffset.MinValue;
        foreach (Referral referral in page.Referrals)
        {
            newest = referral.UpdatedDateTime < newest
                ? throw Broken("The service did not order the changes by updatedDateTime as asked, so that some could be missed.")
                : referral.UpdatedDateTime ?? newest;
        }
    }

    private static ReferralsException Broken(string why) =>
        new($"{why} Nothing further was read; the last checkpoint still holds.") { Operation = OperationName.List };
}
