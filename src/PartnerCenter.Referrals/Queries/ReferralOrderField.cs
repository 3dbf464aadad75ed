namespace PartnerCenter.Referrals;

/// <summary>
/// Represents a field that a listing can be ordered by. Use its <see cref="Ascending"/> or <see cref="Descending"/> as the order.
/// </summary>
public sealed class ReferralOrderField
{
    internal ReferralOrderField(string name)
    {
        Ascending = new ReferralOrder(name + " asc");
        Descending = new ReferralOrder(name + " desc");
    }

    /// <summary>Gets the order with the smallest (oldest) value first.</summary>
    public ReferralOrder Ascending { get; }

    /// <summary>Gets the order with the greatest (newest) value first.</summary>
    public ReferralOrder Descending { get; }
}
