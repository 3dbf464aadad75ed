namespace PartnerCenter.Referrals;

/// <summary>Tracks the changes that one reading has returned so far, and the checkpoint after them.</summary>
internal sealed class ChangeFeedState(ChangeCheckpoint start)
{
    private const int PruneThreshold = 1_000;

    // A checkpoint cannot hold referrals without a time: nothing would ever remove them from it.
    private readonly HashSet<(string Id, string ETag)> _timeless = [];

    // What was ahead of the service's time at the last reading may be so still, even if this one has no time or a wrong one.
    private readonly HashSet<ChangeVersion> _ahead =
        [.. start.Seen.Where(change => new ServiceClock(start.Quiet.Last).IsAhead(change.UpdatedDateTime))];

    private readonly DateTimeOffset? _startsAfter = start.StartsAfter;
    private HashSet<ChangeVersion> _seen = [.. start.Seen];
    private DateTimeOffset? _limit;
    private bool _hasNews;

    /// <summary>Gets the checkpoint after everything that was returned so far.</summary>
    public ChangeCheckpoint Checkpoint { get; private set; } = start;

    /// <summary>
    /// Keeps the checkpoint from moving past a time, because the rest of the reading leaves out changes after it that others may still
    /// write. Null changes nothing.
    /// </summary>
    public void LimitTo(DateTimeOffset? time) => _limit = time > _limit ? _limit : time ?? _limit;

    /// <summary>Returns what of a page was not returned yet, with the checkpoint after it.</summary>
    /// <param name="page">The page, without what is left to the next reading.</param>
    /// <param name="clock">The service's clock when it sent the page.</param>
    public ReferralChanges Take(ReferralPage page, ServiceClock clock)
    {
        IEnumerable<ChangeVersion> reliable = VersionsOf(page.Referrals, page.Unreadable).Where(change => !_ahead.Contains(change));
        DateTimeOffset? reached = clock.Reached(reliable.Select(change => change.UpdatedDateTime));
        Referral[] fresh = [.. page.Referrals.Where(IsNew)];
        UnreadableReferral[] unreadable = [.. page.Unreadable.Where(IsNew)];
        ChangeVersion[] changes = [.. VersionsOf(fresh, unreadable)];
        _hasNews |= changes.Length > 0;
        Checkpoint = Checkpoint.After(changes, reached > _limit ? _limit : reached, clock);
        if (_seen.Count > (Checkpoint.Seen.Count * 2) + PruneThreshold)
        {
            _seen = [.. Checkpoint.Seen];
        }

        return new ReferralChanges(fresh, Checkpoint) { Unreadable = unreadable };
    }

    /// <summary>
    /// Moves the checkpoint on when a complete reading has brought nothing new, and returns whether the checkpoint is another one then.
    /// </summary>
    /// <param name="serviceTime">The earliest time of the reading's responses, in UTC; null if one of them does not say.</param>
    /// <param name="end">The time that the reading ended at; null if it read all changes.</param>
    public bool Complete(DateTimeOffset? serviceTime, DateTimeOffset? end)
    {
        ChangeCheckpoint before = Checkpoint;
        Checkpoint = _hasNews ? before : before.AfterNothing(serviceTime, end);
        return Checkpoint != before;
    }

    private bool IsNew(Referral referral) => IsNew(ChangeVersion.Of(referral), referral.Id, referral.ETag);

    private bool IsNew(UnreadableReferral referral) => IsNew(ChangeVersion.Of(referral), referral.Fingerprint, referral.ETag ?? "");

    // A service that compares times in another form than it writes them may list the change after which it was asked to start.
    private bool IsNew(ChangeVersion? change, string id, string eTag) => change is null
        ? _timeless.Add((id, eTag))
        : !(change.UpdatedDateTime <= _startsAfter) && _seen.Add(change);

    private static IEnumerable<ChangeVersion> VersionsOf(IEnumerable<Referral> referrals, IEnumerable<UnreadableReferral> unreadable) =>
        referrals.Select(ChangeVersion.Of).Concat(unreadable.Select(ChangeVersion.Of)).OfType<ChangeVersion>();
}
