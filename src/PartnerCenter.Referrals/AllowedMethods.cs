namespace PartnerCenter.Referrals;

/// <summary>Lists the extension methods that a referral's state allows, for the messages of the rules.</summary>
internal static class AllowedMethods
{
    /// <summary>Gets the transitions, each with the name of the method that performs it.</summary>
    public static IReadOnlyList<(StatusTransition Transition, string Method)> Transitions { get; } =
    [
        (StatusTable.Accept, nameof(ReferralLifecycleExtensions.AcceptAsync)),
        (StatusTable.Decline, nameof(ReferralLifecycleExtensions.DeclineAsync)),
        (StatusTable.CloseAsWon, nameof(ReferralLifecycleExtensions.CloseAsWonAsync)),
        (StatusTable.CloseAsLost, nameof(ReferralLifecycleExtensions.CloseAsLostAsync)),
    ];

    public static IReadOnlyList<string> For(Referral referral)
    {
        List<string> methods = [];
        if (StatusTable.RowOf(referral) is { } row)
        {
            methods.AddRange(Transitions
                .Where(one => row.Allows(one.Transition) && one.Transition.Status != row.Status)
                .Select(one => one.Method));
            if (row.HasSalesStage)
            {
                methods.Add(nameof(ReferralLifecycleExtensions.AdvanceAsync));
            }
        }

        if (RegistrationRules.CanBeRegistered(referral))
        {
            methods.Add(nameof(DealRegistrationExtensions.RegisterDealAsync));
        }

        if (RegistrationRules.CanBeAmended(referral))
        {
            methods.Add(nameof(DealRegistrationExtensions.AmendRegistrationAsync));
        }

        return methods;
    }
}
