namespace PartnerCenter.Referrals;

/// <summary>Describes the order of a listing. A listing can be ordered only by the two dates that the service documents.</summary>
/// <remarks>
/// Mirrors <c>$orderby</c> of
/// <see href="https://learn.microsoft.com/partner-center/developer/get-a-list-of-referrals">Get a list of referrals</see>.
/// </remarks>
public sealed class ReferralOrder
{
    internal ReferralOrder(string text) => Text = text;

    /// <summary>Gets the field for the time, in UTC, at which the referral was created.</summary>
    public static ReferralOrderField CreatedDateTime { get; } = new("createdDateTime");

    /// <summary>Gets the field for the time, in UTC, at which the referral was last changed.</summary>
    public static ReferralOrderField UpdatedDateTime { get; } = new("updatedDateTime");

    internal string Text { get; }

    /// <summary>Returns the order as it is sent, such as <c>updatedDateTime desc</c>.</summary>
    public override string ToString() => Text;
}
