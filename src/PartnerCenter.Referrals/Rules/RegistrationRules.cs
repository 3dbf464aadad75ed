namespace PartnerCenter.Referrals;

/// <summary>
/// What registering a deal needs, as far as the deal's own record shows it (wire contract 1.7). All of it is known from the user interface and its help.
/// </summary>
internal static class RegistrationRules
{
    // A word of the user interface; its token is not known, nor whether it has one.
    private static readonly RegistrationStatus Closed = new("Closed");

    private static readonly TimeSpan LeastAge = TimeSpan.FromHours(72);

    /// <summary>Whether all that a registration asks of its deal is there, as far as can be seen.</summary>
    public static bool MayBeRegistered(Referral deal) => OfDeal(deal).All(condition => condition.IsKept);

    /// <summary>Whether the deal's first registration waits for its partner, as far as can be seen.</summary>
    public static bool MayBeAmended(Referral deal) => deal.Registrations.Count > 0 && MayWait(deal.Registrations[0].Status);

    public static void CheckNew(Referral deal, DealRegistration registration, ClientValidation rules)
    {
        RuleCheck check = new(OperationName.Register, rules);
        foreach ((bool isKept, string path, string rule) in OfDeal(deal))
        {
            check.UserInterface(isKept, path, rule);
        }

        check
            .UserInterface(
                !string.IsNullOrEmpty(registration.Type?.Value),
                "registrations/-/type",
                "A registration names its programme; RegistrationType.AzureIPCoSell is the only one known.")
            .UserInterface(registration.SolutionDetails.Count > 0, "registrations/-/solutionDetails", "A registration names the solutions that were sold.");
        for (int index = 0; index < registration.SolutionDetails.Count; index++)
        {
            check.UserInterface(
                !string.IsNullOrWhiteSpace(registration.SolutionDetails[index].Id),
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"registrations/-/solutionDetails/{index}/id"),
                "A solution that was sold is named by its id.");
        }

        check.ThrowIfInvalid();
    }

    public static void CheckAmendment(Referral deal, ClientValidation rules)
    {
        DealRegistration? first = deal.Registrations.Count > 0 ? deal.Registrations[0] : null;
        new RuleCheck(OperationName.Amend, rules)
            .UserInterface(first is not null, "registrations", "The deal has no registration: register it first.")
            .UserInterface(
                first is null || MayWait(first.Status),
                "registrations/0/status",
                first is not null && IsFinal(first.Status)
                    ? $"The registration is {first.Status}, which is final."
                    : "A registration can be amended only while it is ActionRequired.")
            .ThrowIfInvalid();
    }

    private static (bool IsKept, string Path, string Rule)[] OfDeal(Referral deal) =>
    [
        (StatusTable.MayBeWon(deal), "status", $"Only a deal that is Closed/Won can be registered; this one is {StatusTable.StateOf(deal)}."),
        (
            deal.Kind is not (ReferralKind.PrivateDeal or ReferralKind.DirectLead or ReferralKind.QualifiedLead),
            "type",
            "Only a co-sell or a partner-led deal can be registered: Shared, or visible to Microsoft's sellers; no lead."),
        (
            deal.ClosedDateTime - deal.CreatedDateTime is not { } age || age >= LeastAge,
            "closedDateTime",
            "At least 72 hours must lie between a deal's creation and its being won."),
        (
            deal.Details?.Requirements?.Solutions.Any(solution => !string.IsNullOrWhiteSpace(solution.Id)) == true,
            "details/requirements/solutions",
            "A registered deal has a solution, and one that is eligible for incentives."),
        // Real records leave the list out at times; the status then tells.
        (
            deal.Registrations.Count == 0 && !IsRegistered(deal.RegistrationStatus),
            "registrations",
            "The deal has been registered: amend that registration if it waits for you, or read what came of it."),
    ];

    private static bool IsRegistered(RegistrationStatus? status) => (status is { IsKnown: true } && status != RegistrationStatus.None) || status == Closed;

    // A status that this version does not know is the service's to judge.
    private static bool MayWait(RegistrationStatus? status) =>
        status == RegistrationStatus.ActionRequired || (status is not { IsKnown: true } && status != Closed);

    private static bool IsFinal(RegistrationStatus? status) =>
        status == RegistrationStatus.Approved || status == RegistrationStatus.Passed || status == RegistrationStatus.Failed || status == Closed;
}
