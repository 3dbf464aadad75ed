namespace PartnerCenter.Referrals;

/// <summary>Represents a deal and the connected referral that an invitation created for it, in the same engagement.</summary>
/// <param name="Deal">Your organization's own record.</param>
/// <param name="ConnectedReferral">The participant's record. Its status later shows whether the participant accepted.</param>
/// <seealso href="https://learn.microsoft.com/partner-center/developer/create-a-referral">Create a referral</seealso>
public sealed record CoSellEngagement(Referral Deal, Referral ConnectedReferral);
