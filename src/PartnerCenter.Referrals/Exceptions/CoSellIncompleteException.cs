namespace PartnerCenter.Referrals;

/// <summary>The deal was created or changed, but the invitation that was to follow was not made, or may not have been.</summary>
/// <remarks>
/// <see cref="Exception.InnerException"/> is what ended the invitation, whose codes and ids this one repeats: a refusal, an unknown
/// outcome, or an <see cref="OperationCanceledException"/> where the caller has cancelled. The deal stands: <see cref="GetDeal"/> is what
/// to go on with, and a new deal is not.
/// </remarks>
public sealed class CoSellIncompleteException : ReferralsException
{
    private readonly Referral _deal;

    /// <summary>Describes the failure.</summary>
    /// <param name="deal">The deal as the service stored it.</param>
    /// <param name="mayHaveInvited">Whether the invitation may stand all the same.</param>
    /// <param name="failure">What ended the invitation.</param>
    /// <exception cref="ArgumentNullException">The deal or the failure is null.</exception>
    public CoSellIncompleteException(Referral deal, bool mayHaveInvited, Exception failure)
        : base(MessageOf(deal, mayHaveInvited, failure), FailureDetails.Of(failure as ReferralsException), failure)
    {
        _deal = deal;
        MayHaveInvited = mayHaveInvited;
        Operation = "invite";
    }

    /// <summary>
    /// Whether the invitation was sent, or may have been, and may stand: then look for it
    /// (<see cref="ReferralListingExtensions.ListRelatedAsync"/>) before you invite again. False where it certainly does not stand.
    /// </summary>
    public bool MayHaveInvited { get; }

    /// <summary>
    /// The deal as the service stored it; <see cref="IReferralsClient.InviteAsync"/> on it goes on. No property, so that nobody's data is
    /// in a log that prints an exception's properties.
    /// </summary>
    public Referral GetDeal() => _deal;

    private static string MessageOf(Referral deal, bool mayHaveInvited, Exception failure)
    {
        ArgumentNullException.ThrowIfNull(deal);
        ArgumentNullException.ThrowIfNull(failure);
        string next = mayHaveInvited
            ? "the invitation may stand. List the engagement before you invite again."
            : "nobody was invited. Call InviteAsync on the deal of this exception to go on.";
        // Of what is not ours the text may hold anything; the inner exception has it.
        return $"The deal stands ({deal.Id}); {next} "
            + $"{(failure is ReferralsException ? failure.Message : $"The invitation ended in {failure.GetType().Name}.")}";
    }
}
