namespace PartnerCenter.Referrals;

/// <summary>
/// Adds to the check of the token what the service itself says about multi-factor authentication. That it answers referral calls so is
/// inferred from other surfaces of Partner Center (wire contract 10, 30).
/// </summary>
internal static class MultiFactorReport
{
    public const string Header = "isMfaCompliant";

    /// <summary>
    /// Returns the check with the service's report; the same check if it is another one, or if the service reports nothing.
    /// </summary>
    public static DiagnosisCheck AddTo(DiagnosisCheck check, string? report) =>
        check.Name == ClaimChecks.Methods && bool.TryParse(report, out bool complies)
            ? complies
                ? new(
                    check.Name,
                    check.Outcome == DiagnosisOutcome.Failed ? DiagnosisOutcome.Unclear : DiagnosisOutcome.Passed,
                    $"{check.Finding} {Report(report)}",
                    check.NextStep)
                : new(
                    check.Name,
                    DiagnosisOutcome.Failed,
                    $"{check.Finding} {Report(report)}",
                    "Sign in once more with multi-factor authentication, and store the new refresh token.")
            : check;

    private static string Report(string? value) =>
        $"The service reports {Header}: {value!.Trim()} (inferred: documented for other Partner Center APIs only).";
}
