namespace PartnerCenter.Referrals;

/// <summary>One row of the status table.</summary>
/// <param name="Status">Where the referral stands.</param>
/// <param name="Substatuses">What may stand beside it.</param>
/// <param name="MayBecome">Where it may go, as documented.</param>
/// <param name="Endings">How it may be closed from here, as the user interface has it.</param>
/// <param name="TakesStages">Whether a sale is going on, whose stage may change.</param>
internal sealed record StatusRow(
    ReferralStatus Status,
    IReadOnlyList<ReferralSubstatus> Substatuses,
    IReadOnlyList<ReferralStatus> MayBecome,
    IReadOnlyList<ReferralSubstatus> Endings,
    bool TakesStages)
{
    public bool IsDocumented(StatusMove move) => MayBecome.Contains(move.Status);

    public bool Allows(StatusMove move) =>
        IsDocumented(move) && (move.Status != ReferralStatus.Closed || Endings.Contains(move.Substatus));
}
