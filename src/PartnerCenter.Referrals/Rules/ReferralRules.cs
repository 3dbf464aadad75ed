namespace PartnerCenter.Referrals;

/// <summary>What each write needs before it may leave (wire contract 3.11, 5.1, 5.4, 7.5).</summary>
internal static class ReferralRules
{
    /// <param name="draft">The referral that is to be created.</param>
    /// <param name="next">The invitation that is to follow, checked as well: a refusal after the create would leave a deal that nobody is invited into.</param>
    /// <param name="rules">What is checked.</param>
    public static void CheckDraft(Referral draft, Invitation? next, ClientValidation rules)
    {
        RuleCheck check = new RuleCheck(next is null ? OperationName.Create : OperationName.CreateCoSell, rules)
            .Required(draft)
            .Api(!IsInvitation(draft), "target", "Another party is invited by InviteAsync, which discloses only what an invitation needs.")
            .AskedOfDeals(draft);
        if (next is not null)
        {
            // wire contract 5.2: a draft that is private is most likely meant to stay so.
            check
                .Api(
                    draft.Type is null || draft.Type == ReferralType.Shared,
                    "type",
                    "A deal that is created to invite somebody is Shared: Deal.CoSell or Deal.ServicesCoSell makes one.")
                .InvitationOf(draft, next);
        }

        check.ThrowIfInvalid();
    }

    /// <summary>Always, whatever the local rules: a replace with a part missing would delete that part.</summary>
    public static void CheckReplacement(Referral referral) => new RuleCheck(OperationName.Replace, ClientValidation.All)
        .Always(referral.Type is not null, "type", "A referral needs a type: read it whole before you replace it.")
        .Always(referral.CustomerProfile is not null, "customerProfile", "A referral needs a customer: read it whole before you replace it.")
        .Always(referral.Consent is not null, "consent", "A referral needs the consent flags: read it whole before you replace it.")
        .Always(referral.Details is not null, "details", "A referral needs details: read it whole before you replace it.")
        .ThrowIfInvalid();

    /// <summary>What a change may touch. Checked always, but for what the service itself is to judge by <see cref="ClientValidation.None"/>.</summary>
    public static void CheckUpdate(IReadOnlyList<Difference> differences, ClientValidation rules)
    {
        RuleCheck check = new(OperationName.Update, rules);
        bool isPatch = differences.All(PatchBuilder.IsPatchable);
        foreach (Difference difference in differences)
        {
            string path = difference.Path[1..];
            check
                .Always(!ReadOnlyMembers.IsReadOnly(difference) || PatchBuilder.IsPatchable(difference), path, "Only the service sets this member; start from the referral that is passed in.")
                .Always(isPatch || difference.Path != "/referralProgram", path, "The service takes this member by a patch only: change it in an update of its own.")
                .Always(!difference.IsForgotten, path, "This member, unknown to this version, would be lost: make the new object from the one before by 'with'.")
                .Api(!ReadOnlyMembers.IsCreateOnly(difference), path, "This member is set when the referral is created and stays.");
        }

        check.ThrowIfInvalid();
    }

    public static void CheckInvitation(Referral deal, Invitation invitation, ClientValidation rules) => new RuleCheck(OperationName.Invite, rules)
        // Without it the service would open a new engagement with the invited side alone in it.
        .Always(deal.EngagementId.Length > 0, "engagementId", "Only a referral that the service has stored has an engagement to invite into: create it first.")
        .UserInterface(!IsOfMicrosoft(deal), "target", "This is the record of the invited side: invite from your own.")
        .UserInterface(deal.Status != ReferralStatus.Closed, "status", "Nobody can be invited into a closed referral.")
        .UserInterface(
            invitation.IsToMicrosoft || !IsStartedByOthers(deal),
            "inviteContext/invitedBy",
            "Another partner can be invited only into a deal that the own organization has started, not into an incoming one.")
        .InvitationOf(deal, invitation)
        .ThrowIfInvalid();

    /// <summary>Up only: private to partner-led (wire contract 5.4). What is no deal at all is left to the service.</summary>
    public static void CheckPartnerLed(Referral deal, ClientValidation rules) => new RuleCheck(OperationName.MakePartnerLed, rules)
        .UserInterface(
            deal.Type != ReferralType.Shared,
            "type",
            "A deal goes from private to partner-led to co-sell and never back: this one is shared already. MakeCoSellAsync and InviteAsync are what it allows.")
        .UserInterface(!IsOfMicrosoft(deal), "target", "This is the record of the invited side: change your own.")
        .UserInterface(deal.Status != ReferralStatus.Closed, "status", "A closed deal stays as it is: only an open one can become partner-led.")
        .ThrowIfInvalid();

    private static RuleCheck InvitationOf(this RuleCheck check, Referral deal, Invitation invitation) => check
        .Api(
            !invitation.IsToMicrosoft || deal.Consent?.ConsentToShareReferralWithMicrosoftSellers == true,
            "consent/consentToShareReferralWithMicrosoftSellers",
            "Inviting Microsoft discloses the deal to its sellers: the flag must be true.")
        .UserInterface(deal.Consent?.ConsentToShareInfoWithOthers == true, "consent/consentToToShareInfoWithOthers", DealRules.SharedContacts)
        .Api(
            !DealRules.AsksForHelp(invitation.AssistanceRequestCode) || DealRules.HasReachable(deal.CustomerProfile?.Team),
            "customerProfile/team",
            DealRules.HelpNeedsContact);

    private static bool IsOfMicrosoft(Referral referral) => referral.Target.Any(target => target.Id == ReferralTarget.Microsoft.Id);

    // wire contract 5.2, 5.3: a location in an engagement that is joined is another party's. A lead may name the own one, in an engagement of its own.
    private static bool IsInvitation(Referral draft) => IsOfMicrosoft(draft)
        || (draft.EngagementId.Length > 0 && draft.Target.Any(target => target.Type == ReferralTargetType.BusinessProfileLocation));

    // Not by the direction: real records of an organization's own deals read Incoming (wire contract 10 #15). Who invited says it (5.5).
    private static bool IsStartedByOthers(Referral deal) => deal.InviteContext?.InvitedBy?.OrganizationId is { Length: > 0 } inviter
        && (IsSame(inviter, ReferralTarget.Microsoft.Id) || (!string.IsNullOrEmpty(deal.OrganizationId) && !IsSame(inviter, deal.OrganizationId)));

    private static bool IsSame(string one, string? other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
