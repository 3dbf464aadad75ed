namespace PartnerCenter.Referrals;

/// <summary>One row of the status table.</summary>
/// <param name="Status">The status that the row is about.</param>
/// <param name="Substatuses">The substatuses that belong to it.</param>
/// <param name="NextStatuses">The statuses that may follow, as documented.</param>
/// <param name="ClosingSubstatuses">The substatuses that a referral may be closed with from here, as the user interface has it.</param>
/// <param name="HasSalesStage">Whether a sale is in progress, whose stage may change.</param>
internal sealed record StatusRow(
    ReferralStatus Status,
    IReadOnlyList<ReferralSubstatus> Substatuses,
    IReadOnlyList<ReferralStatus> NextStatuses,
    IReadOnlyList<ReferralSubstatus> ClosingSubstatuses,
    bool HasSalesStage)
{
    public bool IsDocumented(StatusTransition transition) => NextStatuses.Contains(transition.Status);

    public bool Allows(StatusTransition transition) =>
        IsDocumented(transition) && (transition.Status != ReferralStatus.Closed || ClosingSubstatuses.Contains(transition.Substatus));
}
