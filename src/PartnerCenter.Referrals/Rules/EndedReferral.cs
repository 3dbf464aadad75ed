namespace PartnerCenter.Referrals;

/// <summary>
/// Recognizes referrals that have ended (wire contract 4.1). That nothing about them can change any more is known from the user interface;
/// by the API's table a closed referral may be closed again.
/// </summary>
internal static class EndedReferral
{
    /// <summary>Adds the rule that a referral that has ended does not change.</summary>
    /// <param name="check">The check that collects the violations.</param>
    /// <param name="referral">The referral before the write.</param>
    public static RuleCheck NotEnded(this RuleCheck check, Referral referral) => HasEnded(referral)
        ? check.UserInterface(
            false,
            "status",
            $"The referral has ended as {StatusTable.StateOf(referral)}. A referral that has ended cannot change any more, except that a "
                + "won deal can be registered. Under ClientValidation.ApiOnly the change is sent all the same.")
        : check;

    /// <summary>
    /// Adds the same rule for a replacement. It may be the change that closes the deal, so only the time that the service sets proves that
    /// the referral had ended before.
    /// </summary>
    public static RuleCheck NotEndedBefore(this RuleCheck check, Referral replacement) =>
        replacement.ClosedDateTime is null ? check : check.NotEnded(replacement);

    // The service decides about a substatus that the table does not have.
    private static bool HasEnded(Referral referral) =>
        referral.Status == ReferralStatus.Closed
        && referral.Substatus is { } substatus && StatusTable.RowOf(referral)?.Substatuses.Contains(substatus) == true;
}
