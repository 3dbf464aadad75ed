namespace PartnerCenter.Referrals;

/// <summary>What an invitation needs before it may be sent (wire contract 5.2, 5.4, 5.5).</summary>
internal static class InvitationRules
{
    /// <exception cref="ReferralValidationException">A rule is broken.</exception>
    public static void Check(Referral deal, Invitation invitation, ClientValidation validation) =>
        new RuleCheck(Operation.Invite, validation)
            // Without it the service would open a new engagement that holds the invited side alone.
            .Always(
                deal.EngagementId.Length > 0,
                "engagementId",
                "Only a referral that the service has stored has an engagement to invite into: create it first.")
            .UserInterface(
                !ReferralRules.IsMicrosoftsRecord(deal), "target", "This is the record of the invited side: invite from your own.")
            .UserInterface(deal.Status != ReferralStatus.Closed, "status", "Nobody can be invited into a closed referral.")
            .UserInterface(
                invitation.IsToMicrosoft || !IsStartedByOthers(deal),
                "inviteContext/invitedBy",
                "Another partner can be invited only into a deal that the own organization has started, not into an incoming one.")
            .RequiredOfInvitations(deal, invitation)
            .ThrowIfInvalid();

    /// <summary>
    /// Checks a draft together with the invitation that follows it: a refusal after the create would leave a deal that nobody is invited
    /// into.
    /// </summary>
    /// <exception cref="ReferralValidationException">A rule of the create or of the invitation is broken.</exception>
    public static void CheckCoSell(Referral draft, Invitation invitation, ClientValidation validation) =>
        new RuleCheck(Operation.CreateCoSell, validation)
            .RequiredOfDrafts(draft)
            // wire contract 5.2: a draft that is private is most likely meant to stay so.
            .Api(
                draft.Type is null || draft.Type == ReferralType.Shared,
                "type",
                "A deal that is created to invite somebody is Shared: Deal.CoSell or Deal.ServicesCoSell makes one.")
            .RequiredOfInvitations(draft, invitation)
            .ThrowIfInvalid();

    private static RuleCheck RequiredOfInvitations(this RuleCheck check, Referral deal, Invitation invitation) => check
        .Api(
            !invitation.IsToMicrosoft || deal.Consent?.ConsentToShareReferralWithMicrosoftSellers == true,
            "consent/consentToShareReferralWithMicrosoftSellers",
            "Inviting Microsoft discloses the deal to its sellers: the flag must be true.")
        .UserInterface(
            deal.Consent?.ConsentToShareInfoWithOthers == true, "consent/consentToToShareInfoWithOthers", DealRules.SharedContacts)
        .Api(
            !DealRules.AsksForHelp(invitation.AssistanceRequestCode) || DealRules.HasReachable(deal.CustomerProfile?.Team),
            "customerProfile/team",
            DealRules.HelpNeedsContact);

    // Not by the direction: real records of an organization's own deals read Incoming (wire contract 10 #15). The inviter decides (5.5).
    private static bool IsStartedByOthers(Referral deal) => deal.InviteContext?.InvitedBy?.OrganizationId is { Length: > 0 } inviter
        && (IsSame(inviter, ReferralTarget.Microsoft.Id)
            || (!string.IsNullOrEmpty(deal.OrganizationId) && !IsSame(inviter, deal.OrganizationId)));

    private static bool IsSame(string one, string? other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
