namespace PartnerCenter.Referrals;

/// <summary>What each write needs before it may leave (wire contract 3.11, 5.1, 5.4, 7.5).</summary>
internal static class ReferralRules
{
    public static void CheckDraft(Referral draft, LocalRules rules) => new RuleCheck(OperationName.Create, rules)
        .Api(draft.Type is not null, "type", "A referral needs a type: Independent or Shared.")
        .Api(draft.CustomerProfile is not null, "customerProfile", "A referral needs a customer.")
        .Api(draft.Consent is not null, "consent", "A referral needs the consent flags.")
        .Api(draft.Details is not null, "details", "A referral needs details.")
        .Api(!IsOfMicrosoft(draft), "target", "Microsoft is invited by InviteAsync, which discloses only what an invitation needs.")
        .Api(
            draft.CustomerProfile is null || draft.CustomerProfile.Address?.Country is { Length: 2 } country && country.All(char.IsAsciiLetter),
            "customerProfile/address/country",
            "The customer's country must be its two-letter ISO code.")
        .Api(
            draft.Details is null || draft.Details.Requirements?.Solutions.Any(solution => !string.IsNullOrWhiteSpace(solution.Id)) == true,
            "details/requirements/solutions",
            "A referral needs at least one solution with an id.")
        .Refuse();

    /// <summary>Always, whatever the local rules: a replace with a part missing would delete that part.</summary>
    public static void CheckReplacement(Referral referral) => new RuleCheck(OperationName.Replace, LocalRules.All)
        .Always(referral.Type is not null, "type", "A referral needs a type: read it whole before you replace it.")
        .Always(referral.CustomerProfile is not null, "customerProfile", "A referral needs a customer: read it whole before you replace it.")
        .Always(referral.Consent is not null, "consent", "A referral needs the consent flags: read it whole before you replace it.")
        .Always(referral.Details is not null, "details", "A referral needs details: read it whole before you replace it.")
        .Refuse();

    /// <summary>What a change may touch. Checked always, but for what the service itself is to judge by <see cref="LocalRules.None"/>.</summary>
    public static void CheckUpdate(IReadOnlyList<Difference> differences, LocalRules rules)
    {
        RuleCheck check = new(OperationName.Update, rules);
        bool isPatch = differences.All(SmallestWrite.IsPatchable);
        foreach (Difference difference in differences)
        {
            string path = difference.Path[1..];
            check
                .Always(!ServerOwned.IsServerOwned(difference) || SmallestWrite.IsPatchable(difference), path, "Only the service sets this member; start from the referral that is passed in.")
                .Always(isPatch || difference.Path != "/referralProgram", path, "The service takes this member by a patch only: change it in an update of its own.")
                .Always(!difference.IsForgotten, path, "This member, unknown to this version, would be lost: make the new object from the one before by 'with'.")
                .Api(!ServerOwned.IsFixed(difference), path, "This member is set when the referral is created and stays.");
        }

        check.Refuse();
    }

    public static void CheckInvitation(Referral deal, Invitation invitation, LocalRules rules) => new RuleCheck(OperationName.Invite, rules)
        // Without it the service would open a new engagement with the invited side alone in it.
        .Always(deal.EngagementId.Length > 0, "engagementId", "Only a referral that the service has stored has an engagement to invite into: create it first.")
        .UserInterface(
            !IsOfMicrosoft(deal), "target", "This is the record of the invited side: invite from your own.")
        .UserInterface(deal.Status != ReferralStatus.Closed, "status", "Nobody can be invited into a closed referral.")
        .Api(
            !invitation.IsToMicrosoft || deal.Consent?.ConsentToShareReferralWithMicrosoftSellers == true,
            "consent/consentToShareReferralWithMicrosoftSellers",
            "Inviting Microsoft discloses the deal to its sellers: the flag must be true.")
        .UserInterface(
            deal.Consent?.ConsentToShareInfoWithOthers == true,
            "consent/consentToToShareInfoWithOthers",
            "An invitation passes contacts on: the flag must be true.")
        .Api(
            invitation.Assistance == AssistanceRequestCode.Unknown || deal.CustomerProfile?.Team.Any(IsReachable) == true,
            "customerProfile/team",
            "Asking for help needs a customer contact with first name, last name, phone number and email.")
        .Refuse();

    private static bool IsOfMicrosoft(Referral referral) => referral.Target.Any(target => target.Id == ReferralTarget.Microsoft.Id);

    private static bool IsReachable(Member contact) =>
        !string.IsNullOrWhiteSpace(contact.FirstName) && !string.IsNullOrWhiteSpace(contact.LastName)
        && !string.IsNullOrWhiteSpace(contact.PhoneNumber) && !string.IsNullOrWhiteSpace(contact.Email);
}
