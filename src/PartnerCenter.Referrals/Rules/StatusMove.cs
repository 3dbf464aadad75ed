namespace PartnerCenter.Referrals;

/// <summary>A change of state with a name: what one of the lifecycle methods asks for.</summary>
internal sealed record StatusMove(string Operation, string Method, ReferralStatus Status, ReferralSubstatus Substatus)
{
    /// <summary>Whether the referral stands where the move would take it.</summary>
    public bool IsDone(Referral referral) => referral.Status == Status && referral.Substatus == Substatus;

    public override string ToString() => $"{Status}/{Substatus}";
}
