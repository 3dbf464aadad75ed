namespace PartnerCenter.Referrals;

/// <summary>
/// What the registration of a deal needs, as far as the deal's own record shows it (wire contract 1.7). All rules are known from the user
/// interface and its help.
/// </summary>
internal static class RegistrationRules
{
    // Known from the user interface; how the service writes it, if at all, is not known.
    private static readonly RegistrationStatus Closed = new("Closed");

    private static readonly TimeSpan MinAge = TimeSpan.FromHours(72);

    /// <summary>Whether the deal satisfies every condition of a registration, as far as its record shows.</summary>
    public static bool CanBeRegistered(Referral deal) => ConditionsOf(deal).All(condition => condition.IsSatisfied);

    /// <summary>Whether the deal's first registration waits for the partner, as far as its record shows.</summary>
    public static bool CanBeAmended(Referral deal) => deal.Registrations.Count > 0 && MayBeActionRequired(deal.Registrations[0].Status);

    public static void CheckNew(Referral deal, DealRegistration registration, ClientValidation validation)
    {
        RuleCheck check = new(Operation.RegisterDeal, validation);
        foreach ((bool isSatisfied, string path, string rule) in ConditionsOf(deal))
        {
            check.UserInterface(isSatisfied, path, rule);
        }

        check
            .UserInterface(
                !string.IsNullOrEmpty(registration.Type?.Value),
                "registrations/-/type",
                "A registration names its programme; RegistrationType.AzureIPCoSell is the only one known.")
            .UserInterface(
                registration.SolutionDetails.Count > 0,
                "registrations/-/solutionDetails",
                "A registration names the solutions that were sold.");
        for (int index = 0; index < registration.SolutionDetails.Count; index++)
        {
            check.UserInterface(
                !string.IsNullOrWhiteSpace(registration.SolutionDetails[index].Id),
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"registrations/-/solutionDetails/{index}/id"),
                "A solution that was sold is named by its id.");
        }

        check.ThrowIfInvalid();
    }

    public static void CheckAmendment(Referral deal, ClientValidation validation)
    {
        DealRegistration? first = deal.Registrations.Count > 0 ? deal.Registrations[0] : null;
        new RuleCheck(Operation.AmendRegistration, validation)
            .UserInterface(first is not null, "registrations", "The deal has no registration: register it first.")
            .UserInterface(
                first is null || MayBeActionRequired(first.Status),
                "registrations/0/status",
                first is not null && IsFinal(first.Status)
                    ? $"The registration is {first.Status}, which is final."
                    : "A registration can be amended only while it is ActionRequired.")
            .ThrowIfInvalid();
    }

    private static (bool IsSatisfied, string Path, string Rule)[] ConditionsOf(Referral deal) =>
    [
        (
            StatusTable.MayBeWon(deal),
            "status",
            $"Only a deal that is Closed/Won can be registered; this one is {StatusTable.StateOf(deal)}."),
        (
            deal.Kind is not (ReferralKind.PrivateDeal or ReferralKind.DirectLead or ReferralKind.QualifiedLead),
            "type",
            "Only a co-sell or a partner-led deal can be registered: Shared, or visible to Microsoft's sellers; no lead."),
        (
            deal.ClosedDateTime - deal.CreatedDateTime is not { } age || age >= MinAge,
            "closedDateTime",
            "At least 72 hours must lie between a deal's creation and its being won."),
        (
            deal.Details?.Requirements?.Solutions.Any(solution => !string.IsNullOrWhiteSpace(solution.Id)) == true,
            "details/requirements/solutions",
            "A registered deal has a solution, and one that is eligible for incentives."),
        // Real records leave out the list at times; the status shows it then.
        (
            deal.Registrations.Count == 0 && !IsRegistered(deal.RegistrationStatus),
            "registrations",
            "The deal has been registered: amend that registration if it waits for you, or read what came of it."),
    ];

    private static bool IsRegistered(RegistrationStatus? status) =>
        (status is { IsKnown: true } && status != RegistrationStatus.None) || status == Closed;

    // A status that this version does not know is left to the service.
    private static bool MayBeActionRequired(RegistrationStatus? status) =>
        status == RegistrationStatus.ActionRequired || (status is not { IsKnown: true } && status != Closed);

    private static bool IsFinal(RegistrationStatus? status) =>
        status == RegistrationStatus.Approved
        || status == RegistrationStatus.Passed
        || status == RegistrationStatus.Failed
        || status == Closed;
}
