namespace PartnerCenter.Referrals;

/// <summary>The two records that an invitation ties together.</summary>
/// <param name="Deal">The own record.</param>
/// <param name="Guest">The invited party's record, in the same engagement; its status shows their answer later.</param>
public sealed record CoSellEngagement(Referral Deal, Referral Guest);
