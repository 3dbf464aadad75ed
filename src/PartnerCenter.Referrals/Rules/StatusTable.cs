namespace PartnerCenter.Referrals;

/// <summary>
/// Where a referral may stand and where it may go (wire contract 4.1): the one place of these rules, and docs/lifecycle.md is printed from it.
/// What has no row here, such as a status that this version does not know, is left to the service.
/// </summary>
internal static class StatusTable
{
    // The endings, and that nothing follows them, are known from the user interface only.
    public static IReadOnlyList<StatusRow> Rows { get; } =
    [
        new(
            ReferralStatus.New,
            [ReferralSubstatus.Pending, ReferralSubstatus.Received],
            MayBecome: [ReferralStatus.New, ReferralStatus.Active, ReferralStatus.Closed],
            Endings: [ReferralSubstatus.Declined, ReferralSubstatus.Expired],
            TakesStages: false),
        new(
            ReferralStatus.Active,
            [ReferralSubstatus.Accepted],
            MayBecome: [ReferralStatus.Active, ReferralStatus.Closed],
            Endings: [ReferralSubstatus.Won, ReferralSubstatus.Lost],
            TakesStages: true),
        new(
            ReferralStatus.Closed,
            [ReferralSubstatus.Won, ReferralSubstatus.Lost, ReferralSubstatus.Declined, ReferralSubstatus.Expired],
            MayBecome: [ReferralStatus.Closed],
            Endings: [],
            TakesStages: false),
    ];

    public static StatusMove Accept { get; } =
        new(OperationName.Accept, nameof(ReferralLifecycleExtensions.AcceptAsync), ReferralStatus.Active, ReferralSubstatus.Accepted);

    public static StatusMove Decline { get; } =
        new(OperationName.Decline, nameof(ReferralLifecycleExtensions.DeclineAsync), ReferralStatus.Closed, ReferralSubstatus.Declined);

    public static StatusMove Win { get; } =
        new(OperationName.CloseAsWon, nameof(ReferralLifecycleExtensions.CloseAsWonAsync), ReferralStatus.Closed, ReferralSubstatus.Won);

    public static StatusMove Lose { get; } =
        new(OperationName.CloseAsLost, nameof(ReferralLifecycleExtensions.CloseAsLostAsync), ReferralStatus.Closed, ReferralSubstatus.Lost);

    public static IReadOnlyList<StatusMove> Moves { get; } = [Accept, Decline, Win, Lose];

    /// <exception cref="ReferralValidationException">The table does not have this move.</exception>
    public static void Check(StatusMove move, Referral referral, ClientValidation rules)
    {
        if (RowOf(referral.Status) is not { } row)
        {
            return;
        }

        // What is done already is not asked for again, but for a reason that is not there yet.
        string rule = move.IsDone(referral)
            ? $"The referral is {move} already, for another reason. {AllowedFrom(row, referral)}"
            : $"A referral that is {StateOf(referral)} cannot become {move}. {AllowedFrom(row, referral)}";
        bool isDocumented = row.IsDocumented(move);
        new RuleCheck(move.Operation, rules)
            .Api(isDocumented, "status", rule)
            .UserInterface(!isDocumented || row.Allows(move), "substatus", rule)
            .ThrowIfInvalid();
    }

    /// <exception cref="ReferralValidationException">No sale is going on.</exception>
    public static void CheckStage(Referral referral, ClientValidation rules)
    {
        if (RowOf(referral.Status) is { } row)
        {
            // That what waits for an answer has no stage yet is inferred: the user interface only lets it be answered.
            new RuleCheck(OperationName.Advance, rules)
                .UserInterface(row.TakesStages, "status", $"A referral that is {StateOf(referral)} has no sales stage to move. {AllowedFrom(row, referral)}")
                .ThrowIfInvalid();
        }
    }

    /// <summary>Whether a referral is won, or stands where the table cannot tell.</summary>
    public static bool MayBeWon(Referral referral) =>
        RowOf(referral.Status) is not { } row
        || (row.Status == ReferralStatus.Closed && (referral.Substatus is not { IsKnown: true } substatus || substatus == ReferralSubstatus.Won));

    /// <summary>The state in words of the wire; a text that is not known is not repeated.</summary>
    public static string StateOf(Referral referral) =>
        referral.Status is not { IsKnown: true } status ? "in a state unknown to this version"
        : referral.Substatus is { IsKnown: true } substatus ? $"{status}/{substatus}"
        : status.Value;

    private static StatusRow? RowOf(ReferralStatus? status) => Rows.FirstOrDefault(row => row.Status == status);

    private static string AllowedFrom(StatusRow row, Referral referral)
    {
        List<string> methods = [.. Moves.Where(move => row.Allows(move) && move.Status != row.Status).Select(move => move.Method)];
        if (row.TakesStages)
        {
            methods.Add(nameof(ReferralLifecycleExtensions.AdvanceAsync));
        }

        if (RegistrationRules.MayBeRegistered(referral))
        {
            methods.Add(nameof(DealRegistrationExtensions.RegisterDealAsync));
        }

        if (RegistrationRules.MayBeAmended(referral))
        {
            methods.Add(nameof(DealRegistrationExtensions.AmendRegistrationAsync));
        }

        return methods.Count == 0 ? "It has ended: nothing is allowed from here." : $"Allowed from here: {string.Join(", ", methods)}.";
    }
}
