namespace PartnerCenter.Referrals;

/// <summary>
/// Checks what the registration of a deal needs, as far as the deal's own record shows it (wire contract 1.7). All rules are known from the
/// user interface and its help.
/// </summary>
internal static class RegistrationRules
{
    // Known from the user interface. Whether and how the service writes it is not known.
    private static readonly RegistrationStatus Closed = new("Closed");

    private static readonly TimeSpan MinAge = TimeSpan.FromHours(72);

    /// <summary>Gets whether the deal satisfies every condition of a registration, as far as its record shows.</summary>
    public static bool CanBeRegistered(Referral deal) => ConditionsOf(deal).All(condition => condition.IsSatisfied);

    /// <summary>Gets whether the deal's first registration waits for the partner's action, as far as its record shows.</summary>
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
                "A registration needs a type. RegistrationType.AzureIPCoSell is the only one known.")
            .UserInterface(
                registration.SolutionDetails.Count > 0,
                "registrations/-/solutionDetails",
                "A registration needs at least one solution that was sold.");
        for (int index = 0; index < registration.SolutionDetails.Count; index++)
        {
            check.UserInterface(
                !string.IsNullOrWhiteSpace(registration.SolutionDetails[index].Id),
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"registrations/-/solutionDetails/{index}/id"),
                "A solution in a registration needs an id.");
        }

        check.ThrowIfInvalid();
    }

    public static void CheckAmendment(Referral deal, ClientValidation validation)
    {
        DealRegistration? first = deal.Registrations.Count > 0 ? deal.Registrations[0] : null;
        new RuleCheck(Operation.AmendRegistration, validation)
            // The patch names the first registration and its first solution by their positions in the service's lists.
            .Always(
                !deal.UnreadableMembers.Any(IsRegistrationLeftOut),
                "registrations",
                "A registration of the deal, or a solution of one, cannot be read, so which of them is the first is not known.")
            .UserInterface(first is not null, "registrations", "The deal has no registration. Register it first.")
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
            "Only a co-sell or partner-led deal can be registered: one that is Shared or visible to Microsoft's sellers, and not a lead."),
        (
            deal.ClosedDateTime - deal.CreatedDateTime is not { } age || age >= MinAge,
            "closedDateTime",
            "A deal can be registered only if it was won at least 72 hours after it was created."),
        (
            deal.Details?.Requirements?.Solutions.Any(solution => !string.IsNullOrWhiteSpace(solution.Id)) == true,
            "details/requirements/solutions",
            "A deal can be registered only if it has a solution that is eligible for incentives."),
        // Some real records leave out the list; their status then shows that the deal is registered.
        (
            !deal.IsUnreadable("/registrations") && !deal.IsUnreadable("/registrationStatus"),
            "registrations",
            "The registrations of the deal, or their status, cannot be read, so it may be registered already."),
        (
            deal.Registrations.Count == 0 && !IsRegistered(deal.RegistrationStatus),
            "registrations",
            "The deal is already registered. Amend the registration while it is ActionRequired; otherwise its status shows the result."),
    ];

    private static bool IsRegistrationLeftOut(string path) =>
        path.StartsWith("$.registrations", StringComparison.Ordinal) && (path is "$.registrations" || path[^1] == ']');

    private static bool IsRegistered(RegistrationStatus? status) =>
        (status is { IsKnown: true } && status != RegistrationStatus.None) || status == Closed;

    // The service decides about a status that this version does not know.
    private static bool MayBeActionRequired(RegistrationStatus? status) =>
        status == RegistrationStatus.ActionRequired || (status is not { IsKnown: true } && status != Closed);

    private static bool IsFinal(RegistrationStatus? status) =>
        status == RegistrationStatus.Approved
        || status == RegistrationStatus.Passed
        || status == RegistrationStatus.Failed
        || status == Closed;
}
