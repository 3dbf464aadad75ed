namespace PartnerCenter.Referrals;

/// <summary>Represents one row of the status table.</summary>
/// <param name="Status">The status that the row describes.</param>
/// <param name="Substatuses">The substatuses that belong to the status.</param>
/// <param name="NextStatuses">The statuses that may follow, as Microsoft documents them.</param>
/// <param name="ClosingSubstatuses">The substatuses with which a referral in this status may be closed, as in the user interface.</param>
/// <param name="HasSalesStage">Whether a sale is in progress, so that its stage may change.</param>
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
