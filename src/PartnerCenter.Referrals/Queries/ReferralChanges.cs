namespace PartnerCenter.Referrals;

/// <summary>Represents a batch of changed referrals, with the checkpoint after it.</summary>
public sealed class ReferralChanges
{
    /// <summary>Creates a batch, for example in a test.</summary>
    /// <param name="referrals">The referrals in their current version.</param>
    /// <param name="checkpoint">The checkpoint to continue from when the referrals are processed.</param>
    /// <exception cref="ArgumentNullException">An argument is null, or <paramref name="referrals"/> contains null.</exception>
    public ReferralChanges(IReadOnlyList<Referral> referrals, ChangeCheckpoint checkpoint)
    {
        Referrals = ListCopy.Of(referrals);
        ArgumentNullException.ThrowIfNull(checkpoint);
        Checkpoint = checkpoint;
    }

    /// <summary>
    /// Gets the referrals in their current version, ordered by the time of the change, oldest first. A referral that changed several times
    /// since it was last returned appears in its latest version only. The list may be empty.
    /// </summary>
    public IReadOnlyList<Referral> Referrals { get; }

    /// <summary>Gets the checkpoint to store when <see cref="Referrals"/> are processed.</summary>
    public ChangeCheckpoint Checkpoint { get; }
}
