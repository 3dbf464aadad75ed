namespace PartnerCenter.Referrals;

/// <summary>Describes the change of state that a lifecycle method makes.</summary>
internal sealed record StatusTransition(Operation Operation, ReferralStatus Status, ReferralSubstatus Substatus)
{
    /// <summary>Gets whether the referral is already in the target state.</summary>
    public bool IsReachedBy(Referral referral) => referral.Status == Status && referral.Substatus == Substatus;

    public override string ToString() => $"{Status}/{Substatus}";
}
