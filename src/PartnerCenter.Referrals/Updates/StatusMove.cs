namespace PartnerCenter.Referrals;

/// <summary>A change of state with a name: what one of the lifecycle methods asks for.</summary>
internal sealed record StatusMove(string Operation, string Method, ReferralStatus Status, ReferralSubstatus Substatus)
{
    public override string ToString() => $"{Status}/{Substatus}";
}
