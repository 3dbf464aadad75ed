namespace PartnerCenter.Referrals;

/// <summary>The order of a listing. Only the two dates that the service documents can be ordered by.</summary>
/// <remarks>Mirrors <c>$orderby</c> of Microsoft's page <em>Get a list of referrals</em>.</remarks>
public sealed class ReferralOrder
{
    internal ReferralOrder(string text) => Text = text;

    /// <summary>By the time the referral was created (UTC).</summary>
    public static ReferralOrderField CreatedDateTime { get; } = new("createdDateTime");

    /// <summary>By the time the referral was last changed (UTC).</summary>
    public static ReferralOrderField UpdatedDateTime { get; } = new("updatedDateTime");

    internal string Text { get; }

    /// <summary>The order as the service reads it, such as <c>updatedDateTime desc</c>.</summary>
    public override string ToString() => Text;
}
