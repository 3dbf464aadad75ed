namespace PartnerCenter.Referrals;

/// <summary>What one reading of changes has given out so far, and the checkpoint that stands for it.</summary>
internal sealed class ChangeFeedState(ChangeCheckpoint start)
{
    private const int PruneThreshold = 1_000;

    private HashSet<ChangeVersion> _seen = [.. start.Seen];
    private ChangeCheckpoint _checkpoint = start;

    /// <summary>Of some referrals, those that were not given out yet.</summary>
    public ReferralChanges Take(IReadOnlyList<Referral> referrals)
    {
        Referral[] fresh = [.. referrals.Where(referral => ChangeVersion.Of(referral) is not { } change || _seen.Add(change))];
        _checkpoint = _checkpoint.After(fresh.Select(ChangeVersion.Of).OfType<ChangeVersion>());
        if (_seen.Count > (_checkpoint.Seen.Count * 2) + PruneThreshold)
        {
            _seen = [.. _checkpoint.Seen];
        }

        return new ReferralChanges(fresh, _checkpoint);
    }
}
