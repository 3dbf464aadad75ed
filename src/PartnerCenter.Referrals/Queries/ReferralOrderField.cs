namespace PartnerCenter.Referrals;

/// <summary>A field that a listing can be ordered by. Take <see cref="Ascending"/> or <see cref="Descending"/> of it.</summary>
public sealed class ReferralOrderField
{
    internal ReferralOrderField(string name)
    {
        Ascending = new ReferralOrder(name + " asc");
        Descending = new ReferralOrder(name + " desc");
    }

    /// <summary>The smallest (oldest) first.</summary>
    public ReferralOrder Ascending { get; }

    /// <summary>The greatest (newest) first.</summary>
    public ReferralOrder Descending { get; }
}
