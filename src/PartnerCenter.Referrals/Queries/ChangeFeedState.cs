namespace PartnerCenter.Referrals;

/// <summary>Tracks the changes that one reading has returned so far, and the checkpoint after them.</summary>
internal sealed class ChangeFeedState(ChangeCheckpoint start)
{
    private const int PruneThreshold = 1_000;

    private HashSet<ChangeVersion> _seen = [.. start.Seen];
    private ChangeCheckpoint _checkpoint = start;

    /// <summary>Returns those of the referrals that were not returned yet, with the checkpoint after them.</summary>
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
