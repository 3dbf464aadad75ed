namespace PartnerCenter.Referrals;

/// <summary>The two records that an invitation ties together.</summary>
/// <param name="Deal">The own record.</param>
/// <param name="ConnectedReferral">The invited party's record, in the same engagement; its status shows their answer later.</param>
public sealed record CoSellEngagement(Referral Deal, Referral ConnectedReferral);
