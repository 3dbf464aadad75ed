namespace PartnerCenter.Referrals;

/// <summary>Tracks the changes that one reading has returned so far, and the checkpoint after them.</summary>
internal sealed class ChangeFeedState(ChangeCheckpoint start)
{
    private const int PruneThreshold = 1_000;

    // A checkpoint cannot hold referrals without a time: nothing would ever remove them from it.
    private readonly HashSet<(string Id, string ETag)> _timeless = [];
    private HashSet<ChangeVersion> _seen = [.. start.Seen];
    private ChangeCheckpoint _checkpoint = start;
    private DateTimeOffset? _limit;

    /// <summary>
    /// Keeps the checkpoint from moving past a time, because the rest of the reading leaves out changes after it that others may still
    /// write. Null changes nothing.
    /// </summary>
    public void LimitTo(DateTimeOffset? time) => _limit = time > _limit ? _limit : time ?? _limit;

    /// <summary>Returns those of the referrals that were not returned yet, with the checkpoint after them.</summary>
    /// <param name="referrals">The referrals of a page.</param>
    /// <param name="clock">The service's clock when it sent the page.</param>
    public ReferralChanges Take(IReadOnlyList<Referral> referrals, ServiceClock clock)
    {
        Referral[] fresh = [.. referrals.Where(IsNew)];
        DateTimeOffset? reached = clock.Reached(referrals);
        _checkpoint = _checkpoint.After(
            [.. fresh.Select(ChangeVersion.Of).OfType<ChangeVersion>()], reached > _limit ? _limit : reached, clock);
        if (_seen.Count > (_checkpoint.Seen.Count * 2) + PruneThreshold)
        {
            _seen = [.. _checkpoint.Seen];
        }

        return new ReferralChanges(fresh, _checkpoint);
    }

    private bool IsNew(Referral referral) =>
        ChangeVersion.Of(referral) is { } change ? _seen.Add(change) : _timeless.Add((referral.Id, referral.ETag));
}
