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

    /// <summary>
    /// Gets what cannot be read and is therefore not part of <see cref="Referrals"/>. The checkpoint moves on past it, so keep what you
    /// need to look for it later. The list is usually empty.
    /// </summary>
    /// <remarks>
    /// Each is returned once, like a referral, if its <see cref="UnreadableReferral.UpdatedDateTime"/> can be read. Otherwise it is
    /// returned once by each reading that lists it, because a checkpoint cannot hold it.
    /// </remarks>
    /// <exception cref="ArgumentNullException">The value is null or contains null.</exception>
    public IReadOnlyList<UnreadableReferral> Unreadable { get; init => field = ListCopy.Of(value, nameof(Unreadable)); } = [];

    /// <summary>Gets the checkpoint to store when <see cref="Referrals"/> and <see cref="Unreadable"/> are processed.</summary>
    public ChangeCheckpoint Checkpoint { get; }
}
