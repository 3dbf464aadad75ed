namespace PartnerCenter.Referrals;

/// <summary>The change of state that one of the lifecycle methods makes.</summary>
internal sealed record StatusTransition(Operation Operation, ReferralStatus Status, ReferralSubstatus Substatus)
{
    /// <summary>Whether the referral is already in the target state.</summary>
    public bool IsReachedBy(Referral referral) => referral.Status == Status && referral.Substatus == Substatus;

    public override string ToString() => $"{Status}/{Substatus}";
}
