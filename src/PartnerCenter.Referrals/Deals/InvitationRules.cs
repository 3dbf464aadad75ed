namespace PartnerCenter.Referrals;

/// <summary>Checks what an invitation needs before it may be sent (wire contract 5.2, 5.4, 5.5).</summary>
internal static class InvitationRules
{
    // What cannot be read would be missing in the invitation too.
    private static readonly string[] Disclosed =
    [
        "/name", "/qualification", "/customerProfile/name", "/customerProfile/address/addressLine1",
        "/customerProfile/address/addressLine2", "/customerProfile/address/city", "/customerProfile/address/state",
        "/customerProfile/address/postalCode", "/customerProfile/address/country", "/customerProfile/address/region",
        "/customerProfile/team/firstName", "/customerProfile/team/lastName", "/customerProfile/team/phoneNumber",
        "/customerProfile/team/email", "/customerProfile/ids/profileType", "/customerProfile/ids/id",
        "/consent/consentToToShareInfoWithOthers", "/consent/consentToContact", "/consent/consentToShareReferralWithMicrosoftSellers",
        "/details/dealValue", "/details/currency", "/details/closingDateTime", "/details/requirements/solutions/id",
        "/details/requirements/solutions/type", "/team/firstName", "/team/lastName", "/team/phoneNumber", "/team/email",
    ];

    // What cannot be read would satisfy a rule that the value may break.
    private static readonly string[] Deciding = ["/target/id", "/status"];
    private static readonly string[] DecidingForPartners = [.. Deciding, "/organizationId", "/inviteContext/invitedBy/organizationId"];

    /// <exception cref="ReferralValidationException">A rule is broken.</exception>
    public static void Check(Referral deal, Invitation invitation, ClientValidation validation) =>
        new RuleCheck(Operation.Invite, validation)
            // Without an engagement id the service would open a new engagement that holds only the participant's record.
            .Always(
                !deal.IsUnreadable("/engagementId"),
                "engagementId",
                "The engagement of the referral cannot be read, so nobody can be invited into it. Read the referral again, and invite with "
                    + "what was read.")
            .Always(
                deal.EngagementId.Length > 0 || deal.IsUnreadable("/engagementId"),
                "engagementId",
                "The referral has no engagement yet. Create the referral before you invite anybody.")
            .Always(
                deal.EngagementId.Length == 0 || Arguments.IsGuid(deal.EngagementId),
                "engagementId",
                "The engagement id of the referral is not a GUID. Read the referral again, and invite with what was read.")
            .Readable(
                deal.Unset(deal.UnreadableIn(Disclosed)),
                "This value cannot be read by this version, and the invitation would lack it. Set it in the referral that you pass.")
            .Decidable(deal.UnreadableIn(invitation.IsToMicrosoft ? Deciding : DecidingForPartners))
            .UserInterface(
                !ReferralRules.IsMicrosoftsRecord(deal),
                "target",
                "This is Microsoft's record of the engagement. Invite from your organization's own record.")
            .UserInterface(deal.Status != ReferralStatus.Closed, "status", "Nobody can be invited into a closed referral.")
            .UserInterface(
                invitation.IsToMicrosoft || !IsStartedByOthers(deal),
                "inviteContext/invitedBy",
                "Another partner can be invited only into a deal that your organization started, not into an incoming deal.")
            .RequiredOfInvitations(deal, invitation)
            .ThrowIfInvalid();

    /// <summary>
    /// Checks a draft together with the invitation that follows it. If the invitation were refused after the create, the deal would remain
    /// without it.
    /// </summary>
    /// <exception cref="ReferralValidationException">A rule of the create or of the invitation is broken.</exception>
    public static void CheckCoSell(Referral draft, Invitation invitation, ClientValidation validation) =>
        new RuleCheck(Operation.CreateCoSell, validation)
            .RequiredOfDrafts(draft)
            // wire contract 5.2: an Independent draft is most likely meant to stay private.
            .Api(
                draft.Type is null || draft.Type == ReferralType.Shared,
                "type",
                "A deal that is created with an invitation must be Shared. Use Deal.CoSell or Deal.ServicesCoSell.")
            .RequiredOfInvitations(draft, invitation)
            .ThrowIfInvalid();

    private static RuleCheck Decidable(this RuleCheck check, IReadOnlyList<string> unreadable)
    {
        foreach (string path in unreadable)
        {
            check.UserInterface(
                false, path, "This value cannot be read by this version, and it decides whether the invitation is allowed.");
        }

        return check;
    }

    private static RuleCheck RequiredOfInvitations(this RuleCheck check, Referral deal, Invitation invitation) => check
        .Api(
            !invitation.IsToMicrosoft || deal.Consent?.ConsentToShareReferralWithMicrosoftSellers == true,
            "consent/consentToShareReferralWithMicrosoftSellers",
            "An invitation to Microsoft discloses the deal to its sellers, so this consent must be true.")
        .UserInterface(
            deal.Consent?.ConsentToShareInfoWithOthers == true, "consent/consentToToShareInfoWithOthers", DealRules.SharedContacts)
        .Api(
            !DealRules.AsksForHelp(invitation.AssistanceRequestCode) || DealRules.HasReachable(deal.CustomerProfile?.Team),
            "customerProfile/team",
            DealRules.HelpNeedsContact);

    // The inviter decides (5.5), not the direction: real records of an organization's own deals are Incoming (wire contract 10 #15).
    private static bool IsStartedByOthers(Referral deal) => deal.InviteContext?.InvitedBy?.OrganizationId is { Length: > 0 } inviter
        && (IsSame(inviter, ReferralTarget.Microsoft.Id)
            || (!string.IsNullOrEmpty(deal.OrganizationId) && !IsSame(inviter, deal.OrganizationId)));

    private static bool IsSame(string one, string? other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
