namespace PartnerCenter.Referrals;

/// <summary>
/// The states of a referral and the transitions between them (wire contract 4.1). It is the only place of these rules, and
/// docs/lifecycle.md is printed from it. A status without a row, such as one that this version does not know, is left to the service.
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

    /// <summary>The row of a referral's status; null if the table has none.</summary>
    public static StatusRow? RowOf(Referral referral) => Rows.FirstOrDefault(row => row.Status == referral.Status);

    /// <param name="transition">What the caller asks for.</param>
    /// <param name="referral">The referral as it was read.</param>
    /// <param name="allowedMethods">Returns the names of the methods that the referral's state allows, for the message.</param>
    /// <param name="validation">What is checked.</param>
    /// <exception cref="ReferralValidationException">The table does not have this transition.</exception>
    public static void Check(
        StatusTransition transition, Referral referral, Func<Referral, IReadOnlyList<string>> allowedMethods, ClientValidation validation)
    {
        if (RowOf(referral) is not { } row || row.Allows(transition))
        {
            return;
        }

        // A referral that is in the target state comes here only if its reason is to change.
        string problem = transition.IsReachedBy(referral)
            ? $"The referral is {transition} already, for another reason."
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
    /// <param name="validation">What is checked.</param>
    /// <exception cref="ReferralValidationException">No sale is in progress.</exception>
    public static void CheckSalesStage(Referral referral, Func<Referral, IReadOnlyList<string>> allowedMethods, ClientValidation validation)
    {
        if (RowOf(referral) is { HasSalesStage: false })
        {
            // That a referral without an answer has no stage yet is inferred: the user interface only lets you answer it.
            new RuleCheck(Operation.Advance, validation)
                .UserInterface(
                    false,
                    "status",
                    $"A referral that is {StateOf(referral)} has no sales stage to move. {Describe(allowedMethods(referral))}")
                .ThrowIfInvalid();
        }
    }

    /// <summary>Whether a referral is won, as far as the table knows its state.</summary>
    public static bool MayBeWon(Referral referral) =>
        RowOf(referral) is not { } row
        || (row.Status == ReferralStatus.Closed
            && (referral.Substatus is not { IsKnown: true } substatus || substatus == ReferralSubstatus.Won));

    /// <summary>The state as the service writes it; a text that this version does not know is not repeated.</summary>
    public static string StateOf(Referral referral) =>
        referral.Status is not { IsKnown: true } status ? "in a state unknown to this version"
        : referral.Substatus is { IsKnown: true } substatus ? $"{status}/{substatus}"
        : status.Value;

    private static string Describe(IReadOnlyList<string> allowedMethods) =>
        allowedMethods.Count == 0
            ? "It has ended: nothing is allowed from here."
            : $"Allowed from here: {string.Join(", ", allowedMethods)}.";
}
