namespace PartnerCenter.Referrals;

/// <summary>
/// Derives the kind of a referral (wire contract 5.1, 5.5). The source and the call to action are not used, because Microsoft advises
/// against classifying by them.
/// </summary>
internal static class ReferralKindTable
{
    private const string Microsoft = "msft";

    public static ReferralKind Of(Referral referral)
    {
        bool isOfMicrosoft = referral.InviteContext?.InvitedBy?.OrganizationId is { } inviter
            && inviter.Equals(Microsoft, StringComparison.OrdinalIgnoreCase);
        if (referral.Type == ReferralType.Shared)
        {
            return NamesPartnerRole(referral) ? ReferralKind.ServicesCoSellDeal : ReferralKind.CoSellDeal;
        }

        return referral.Type != ReferralType.Independent ? ReferralKind.Unknown
            : referral.Qualification == ReferralQualification.Direct ? ReferralKind.DirectLead
            : isOfMicrosoft ? OfMicrosoft(referral.Qualification)
            : referral.Qualification != ReferralQualification.SalesQualified && referral.Qualification != ReferralQualification.None
            ? ReferralKind.Unknown
            : referral.Consent?.ConsentToShareReferralWithMicrosoftSellers == true ? ReferralKind.PartnerLedDeal
            : ReferralKind.PrivateDeal;
    }

    private static ReferralKind OfMicrosoft(ReferralQualification? qualification) =>
        qualification == ReferralQualification.SalesQualified || qualification == ReferralQualification.MarketingQualified
            ? ReferralKind.QualifiedLead
            : ReferralKind.Unknown;

    private static bool NamesPartnerRole(Referral referral) =>
        referral.Details?.Requirements?.AdditionalRequirements?.Attributes.Any(
            attribute => attribute.Type == RequirementAttributeType.PartnerRole) == true;
}
