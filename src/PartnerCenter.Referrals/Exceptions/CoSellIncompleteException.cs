namespace PartnerCenter.Referrals;

/// <summary>Represents a co-sell call that created or changed the deal, but whose invitation failed or has an unknown outcome.</summary>
/// <remarks>
/// <see cref="Exception.InnerException"/> is the failure of the invitation: a refusal, an unknown outcome, or an
/// <see cref="OperationCanceledException"/> if the caller cancelled. This exception has the same codes and ids. The deal exists: continue
/// with <see cref="GetDeal"/>, and do not create a new deal.
/// </remarks>
public sealed class CoSellIncompleteException : ReferralsException
{
    private readonly Referral _deal;

    /// <summary>Creates the exception, for example in a test.</summary>
    /// <param name="deal">The deal as the service stored it.</param>
    /// <param name="mayHaveInvited">Whether the invitation may exist all the same.</param>
    /// <param name="failure">The exception that ended the invitation.</param>
    /// <exception cref="ArgumentNullException">The deal or the failure is null.</exception>
    public CoSellIncompleteException(Referral deal, bool mayHaveInvited, Exception failure)
        : base(
            MessageOf(deal, mayHaveInvited, failure),
            FailureDetails.Of(failure as ReferralsException) with { IsTransient = false },
            failure)
    {
        _deal = deal;
        MayHaveInvited = mayHaveInvited;
        Operation = Referrals.Operation.Invite.Name;
    }

    /// <summary>
    /// Gets whether the invitation may exist, because it was sent or may have been sent. If so, search for it with
    /// <see cref="ReferralListingExtensions.ListRelatedAsync"/> before you invite again. False means that it certainly does not exist.
    /// </summary>
    public bool MayHaveInvited { get; }

    /// <summary>
    /// Returns the deal as the service stored it; pass it to <see cref="IReferralsClient.InviteAsync"/> to continue. It is a method and not
    /// a property, because loggers print the properties of an exception, and a referral holds data about people.
    /// </summary>
    public Referral GetDeal() => _deal;

    private static string MessageOf(Referral deal, bool mayHaveInvited, Exception failure)
    {
        ArgumentNullException.ThrowIfNull(deal);
        ArgumentNullException.ThrowIfNull(failure);
        string next = mayHaveInvited
            ? "but the invitation may or may not have been created. Call ListRelatedAsync before you invite again."
            : "but nobody was invited. Call InviteAsync with the deal of this exception to continue.";
        // The message of an exception that is not the client's own may hold anything, so only the inner exception has it.
        return $"The deal exists{(ForeignWord.Of(deal.Id) is { } id ? $" ({id})" : "")}, {next} "
            + $"{(failure is ReferralsException ? failure.Message : $"The invitation failed with {failure.GetType().Name}.")}";
    }
}
