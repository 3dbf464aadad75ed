namespace PartnerCenter.Referrals;

/// <summary>Some of the referrals that changed, and how far that brings the reader.</summary>
public sealed class ReferralChanges
{
    /// <summary>Makes a portion; in a test, say.</summary>
    /// <param name="referrals">The referrals as they are now.</param>
    /// <param name="checkpoint">Where to go on once these were dealt with.</param>
    public ReferralChanges(IReadOnlyList<Referral> referrals, ChangeCheckpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(referrals);
        ArgumentNullException.ThrowIfNull(checkpoint);
        Referrals = referrals;
        Checkpoint = checkpoint;
    }

    /// <summary>
    /// The referrals as they are now, the one changed longest ago first. A referral that changed several times since it was last seen comes
    /// in its latest version only. May be empty.
    /// </summary>
    public IReadOnlyList<Referral> Referrals { get; }

    /// <summary>What to store when <see cref="Referrals"/> were dealt with.</summary>
    public ChangeCheckpoint Checkpoint { get; }
}
