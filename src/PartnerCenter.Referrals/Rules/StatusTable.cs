namespace PartnerCenter.Referrals;

/// <summary>
/// Holds the states of a referral and the transitions between them (wire contract 4.1). No other code repeats these rules, and the tables
/// of docs/lifecycle.md are printed from them. The service decides about a status without a row, such as one that this version does not
/// know.
/// </summary>
internal static class StatusTable
{
    // The closing substatuses, and that nothing follows a closed referral, are known from the user interface only.
    public static IReadOnlyList<StatusRow> Rows { get; } =
    [
        new(
            ReferralStatus.New,
            [ReferralSubstatus.Pending, ReferralSubstatus.Received],
            NextStatuses: [ReferralStatus.New, ReferralStatus.Active, ReferralStatus.Closed],
            ClosingSubstatuses: [ReferralSubstatus.Declined, ReferralSubstatus.Expired],
            HasSalesStage: false),
        new(
            ReferralStatus.Active,
            [ReferralSubstatus.Accepted],
            NextStatuses: [ReferralStatus.Active, ReferralStatus.Closed],
            ClosingSubstatuses: [ReferralSubstatus.Won, ReferralSubstatus.Lost],
            HasSalesStage: true),
        new(
            ReferralStatus.Closed,
            [ReferralSubstatus.Won, ReferralSubstatus.Lost, ReferralSubstatus.Declined, ReferralSubstatus.Expired],
            NextStatuses: [ReferralStatus.Closed],
            ClosingSubstatuses: [],
            HasSalesStage: false),
    ];

    public static StatusTransition Accept { get; } = new(Operation.Accept, ReferralStatus.Active, ReferralSubstatus.Accepted);

    public static StatusTransition Decline { get; } = new(Operation.Decline, ReferralStatus.Closed, ReferralSubstatus.Declined);

    public static StatusTransition CloseAsWon { get; } = new(Operation.CloseAsWon, ReferralStatus.Closed, ReferralSubstatus.Won);

    public static StatusTransition CloseAsLost { get; } = new(Operation.CloseAsLost, ReferralStatus.Closed, ReferralSubstatus.Lost);

    /// <summary>Returns the row of a referral's status; null if the table has none.</summary>
    public static StatusRow? RowOf(Referral referral) => Rows.FirstOrDefault(row => row.Status == referral.Status);

    /// <param name="transition">The transition that the caller asks for.</param>
    /// <param name="referral">The referral as it was read.</param>
    /// <param name="allowedMethods">Returns the names of the methods that the referral's state allows, for the message.</param>
    /// <param name="validation">The kinds of rules to check.</param>
    /// <exception cref="ReferralValidationException">The table does not allow this transition.</exception>
    public static void Check(
        StatusTransition transition, Referral referral, Func<Referral, IReadOnlyList<string>> allowedMethods, ClientValidation validation)
    {
        if (RowOf(referral) is not { } row || row.Allows(transition))
        {
            return;
        }

        // A referral that is already in the target state is checked only if the caller wants to change its reason.
        string problem = transition.IsReachedBy(referral)
            ? $"The referral is already {transition}, and its reason cannot change."
            : $"A referral that is {StateOf(referral)} cannot become {transition}.";
        string rule = $"{problem} {Describe(allowedMethods(referral))}";
        bool isDocumented = row.IsDocumented(transition);
        new RuleCheck(transition.Operation, validation)
            .Api(isDocumented, "status", rule)
            .UserInterface(!isDocumented, "substatus", rule)
            .ThrowIfInvalid();
    }

    /// <param name="referral">The referral as it was read.</param>
    /// <param name="allowedMethods">Returns the names of the methods that the referral's state allows, for the message.</param>
    /// <param name="validation">The kinds of rules to check.</param>
    /// <exception cref="ReferralValidationException">No sale is in progress.</exception>
    public static void CheckSalesStage(Referral referral, Func<Referral, IReadOnlyList<string>> allowedMethods, ClientValidation validation)
    {
        if (RowOf(referral) is { HasSalesStage: false })
        {
            // That a new referral has no stage is inferred: the user interface only lets you accept or decline it.
            new RuleCheck(Operation.Advance, validation)
                .UserInterface(
                    false,
                    "status",
                    $"A referral that is {StateOf(referral)} has no sales stage to change. {Describe(allowedMethods(referral))}")
                .ThrowIfInvalid();
        }
    }

    /// <summary>
    /// Gets whether a referral is won. A status without a row, or an unknown substatus of a closed referral, also counts.
    /// </summary>
    public static bool MayBeWon(Referral referral) =>
        RowOf(referral) is not { } row
        || (row.Status == ReferralStatus.Closed
            && (referral.Substatus is not { IsKnown: true } substatus || substatus == ReferralSubstatus.Won));

    /// <summary>Returns the state as the service writes it, without any text that this version does not know.</summary>
    public static string StateOf(Referral referral) =>
        referral.Status is not { IsKnown: true } status ? "in a state unknown to this version"
        : referral.Substatus is { IsKnown: true } substatus ? $"{status}/{substatus}"
        : status.Value;

    private static string Describe(IReadOnlyList<string> allowedMethods) =>
        allowedMethods.Count == 0
            ? "No further change is allowed in this state."
            : $"Allowed in this state: {string.Join(", ", allowedMethods)}.";
}
