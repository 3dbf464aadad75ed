namespace PartnerCenter.Referrals;

/// <summary>
/// Sends the requests of one reading of the change feed. Services on Cosmos DB may return empty pages with a next link before a page that
/// has records, so a page that is empty is passed by its link.
/// </summary>
internal sealed class ChangeFeedRequests(
    Func<ReferralQuery, CancellationToken, Task<ReferralPage>> readPage, CancellationToken cancellationToken)
{
    private DateTimeOffset? _earliest;
    private bool _isUndated;

    /// <summary>Gets the service's clock, as the latest response that has its time shows it.</summary>
    public ServiceClock Clock { get; private set; } = ServiceClock.Unknown;

    /// <summary>Gets the earliest service's time of all responses; null if one of them does not say its time.</summary>
    public DateTimeOffset? EarliestTime => _isUndated ? null : _earliest;

    /// <summary>Reads the first page of the changes since a checkpoint.</summary>
    public Task<ReferralPage> SinceAsync(ChangeCheckpoint start) =>
        start.StartsAfter is { } moment ? FilledAsync(LaterThan(moment)) : SinceAsync(start.StartTime);

    /// <summary>Reads the first page of the changes at or after a time; null for all referrals.</summary>
    public Task<ReferralPage> SinceAsync(DateTimeOffset? from) => FilledAsync(new ReferralQuery
    {
        Filter = from is { } time ? ReferralFilter.UpdatedSince(time) : null,
        OrderBy = ReferralOrder.UpdatedDateTime.Ascending,
    });

    /// <summary>Reads the first page of the changes after a time.</summary>
    public async Task<ReferralPage> AfterAsync(DateTimeOffset moment)
    {
        ReferralPage page = await FilledAsync(LaterThan(moment), HasUnreadableTime).ConfigureAwait(false);
        // A referral without a time does not satisfy the filter either. Before a link, it would come first in each later request. One whose
        // time cannot be read may satisfy it.
        return page.Times.Any(time => time <= moment) || (page.Continuation is not null && page.Times.All(time => time is null))
                ? throw Broken("The service did not filter the changes by updatedDateTime as requested, so the listing would never end.")
                : page;
    }

    /// <summary>Reads the page that a link leads to, even if it is empty.</summary>
    public async Task<ReferralPage> FollowAsync(ReferralContinuation link) =>
        InOrder(await ReadAsync(new ReferralQuery { Continuation = link }).ConfigureAwait(false));

    /// <summary>Returns the time of the newest change; null if the service shows none.</summary>
    public async Task<DateTimeOffset?> NewestAsync()
    {
        ReferralQuery newest = new() { OrderBy = ReferralOrder.UpdatedDateTime.Descending, Top = 1 };
        return (await FilledAsync(newest, isInOrder: false).ConfigureAwait(false)).Times.Max();
    }

    public static ReferralsException Broken(string why) =>
        new($"{why} Nothing further was read. The last checkpoint is still valid.") { Operation = Operation.List.Name };

    /// <summary>Returns the exception for a next link that was followed before.</summary>
    public static ReferralsException LeadsBack() =>
        Broken("The service's next link leads back to changes already read, so the listing would never end.");

    /// <summary>
    /// Reads the first page that has more than referrals to pass by, and referrals that cannot be read at all. Those that were passed come
    /// before its own.
    /// </summary>
    private async Task<ReferralPage> FilledAsync(ReferralQuery query, Func<Referral, bool>? passes = null, bool isInOrder = true)
    {
        FollowedLinks links = new();
        List<Referral> passed = [];
        List<UnreadableReferral> unreadable = [];
        ReferralPage page = await ReadAsync(query).ConfigureAwait(false);
        for (int empty = 1; page.Continuation is { } link && MayPass(page, passes); empty++)
        {
            if (empty == FollowedLinks.MaxIdlePages)
            {
                throw Broken(
                    $"The service returned {FollowedLinks.MaxIdlePages} empty pages in a row, each with a link to another page. A page "
                        + "counts as empty if none of its items, or none of their times, can be read.");
            }

            passed.AddRange(page.Referrals);
            unreadable.AddRange(page.Unreadable);
            page = links.Add(link.Value)
                ? await ReadAsync(new ReferralQuery { Continuation = link }).ConfigureAwait(false)
                : throw LeadsBack();
        }

        page = isInOrder ? InOrder(page) : page;
        return passed.Count + unreadable.Count == 0
            ? page
            : new ReferralPage([.. passed, .. page.Referrals], page.Continuation) { Unreadable = [.. unreadable, .. page.Unreadable] };
    }

    private static bool MayPass(ReferralPage page, Func<Referral, bool>? passes) =>
        page.Referrals.All(passes ?? (static _ => false)) && page.Unreadable.All(referral => referral.UpdatedDateTime is null);

    private static ReferralQuery LaterThan(DateTimeOffset moment) =>
        new() { Filter = ReferralFilter.UpdatedDateTime > moment, OrderBy = ReferralOrder.UpdatedDateTime.Ascending };

    private static bool HasUnreadableTime(Referral referral) => referral.UnreadableMembers.Contains(UnreadablePaths.UpdatedDateTime);

    private async Task<ReferralPage> ReadAsync(ReferralQuery query)
    {
        ReferralPage page = await readPage(query, cancellationToken).ConfigureAwait(false);
        if (page.ServiceTime is { } time)
        {
            Clock = new ServiceClock(time);
            _earliest = _earliest < time ? _earliest : time;
        }
        else
        {
            _isUndated = true;
        }

        return page;
    }

    // A change that comes out of order could be skipped and never returned.
    private static ReferralPage InOrder(ReferralPage page)
    {
        DateTimeOffset newest = DateTimeOffset.MinValue;
        foreach (DateTimeOffset? time in page.Times)
        {
            newest = time < newest
                ? throw Broken("The service did not order the changes by updatedDateTime as requested, so some could be missed.")
                : time ?? newest;
        }

        return page;
    }
}
