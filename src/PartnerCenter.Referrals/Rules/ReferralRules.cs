namespace PartnerCenter.Referrals;

/// <summary>What each write needs before it may be sent (wire contract 3.11, 5.1, 5.4, 7.5).</summary>
internal static class ReferralRules
{
    /// <exception cref="ReferralValidationException">A rule is broken.</exception>
    public static void CheckDraft(Referral draft, ClientValidation validation) =>
        new RuleCheck(Operation.Create, validation).RequiredOfDrafts(draft).ThrowIfInvalid();

    /// <summary>Adds everything that a referral needs to be created.</summary>
    public static RuleCheck RequiredOfDrafts(this RuleCheck check, Referral draft) => check
        .Required(draft)
        .Api(!IsInvitation(draft), "target", "Another party is invited by InviteAsync, which discloses only what an invitation needs.")
        .RequiredOfDeals(draft);

    /// <summary>Checked under every <see cref="ClientValidation"/>: a replace without one of these parts would delete it.</summary>
    public static void CheckReplacement(Referral referral) => new RuleCheck(Operation.Replace, ClientValidation.All)
        .Always(referral.Type is not null, "type", "A referral needs a type: read it whole before you replace it.")
        .Always(
            referral.CustomerProfile is not null, "customerProfile", "A referral needs a customer: read it whole before you replace it.")
        .Always(referral.Consent is not null, "consent", "A referral needs the consent flags: read it whole before you replace it.")
        .Always(referral.Details is not null, "details", "A referral needs details: read it whole before you replace it.")
        .ThrowIfInvalid();

    /// <summary>
    /// What a change may touch. Checked always, but for what the service itself is to judge by <see cref="ClientValidation.None"/>.
    /// </summary>
    public static void CheckUpdate(IReadOnlyList<Difference> differences, ClientValidation validation)
    {
        RuleCheck check = new(Operation.Update, validation);
        bool isPatch = differences.All(PatchBuilder.IsPatchable);
        foreach (Difference difference in differences)
        {
            string path = difference.Path[1..];
            check
                .Always(
                    !ReadOnlyMembers.IsReadOnly(difference) || PatchBuilder.IsPatchable(difference),
                    path,
                    "Only the service sets this member; start from the referral that is passed in.")
                .Always(
                    isPatch || difference.Path != "/referralProgram",
                    path,
                    "The service takes this member by a patch only: change it in an update of its own.")
                .Always(
                    !difference.IsLost,
                    path,
                    "This member, unknown to this version, would be lost: make the new object from the one before by 'with'.")
                .Api(!ReadOnlyMembers.IsCreateOnly(difference), path, "This member is set when the referral is created and stays.");
        }

        check.ThrowIfInvalid();
    }

    /// <summary>Up only: private to partner-led (wire contract 5.4). What is no deal at all is left to the service.</summary>
    public static void CheckPartnerLed(Referral deal, ClientValidation validation) =>
        new RuleCheck(Operation.MakePartnerLed, validation)
            .UserInterface(
                deal.Type != ReferralType.Shared,
                "type",
                "A deal goes from private to partner-led to co-sell and never back: this one is shared already. "
                    + "MakeCoSellAsync and InviteAsync are what it allows.")
            .UserInterface(!IsMicrosoftsRecord(deal), "target", "This is the record of the invited side: change your own.")
            .UserInterface(
                deal.Status != ReferralStatus.Closed,
                "status",
                "A closed deal stays as it is: only an open one can become partner-led.")
            .ThrowIfInvalid();

    /// <summary>Whether the record is the one that an invitation to Microsoft has created, and not the partner's own.</summary>
    public static bool IsMicrosoftsRecord(Referral referral) => referral.Target.Any(target => target.Id == ReferralTarget.Microsoft.Id);

    // wire contract 5.2, 5.3: a location in an engagement that is joined is another party's. A lead may name the own one, in an engagement
    // of its own.
    private static bool IsInvitation(Referral draft) => IsMicrosoftsRecord(draft)
        || (draft.EngagementId.Length > 0 && draft.Target.Any(target => target.Type == ReferralTargetType.BusinessProfileLocation));
}
