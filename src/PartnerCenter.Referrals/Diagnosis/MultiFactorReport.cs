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
    /// <param name="check">The check of the token.</param>
    /// <param name="report">The value of the header; null if the response has none.</param>
    /// <param name="read">The check of the read whose response has the header.</param>
    public static DiagnosisCheck AddTo(DiagnosisCheck check, string? report, DiagnosisCheck read)
    {
        if (check.Name != ClaimChecks.Methods || !bool.TryParse(report, out bool complies))
        {
            return check;
        }

        string said = $"The service reports {Header}: {report.Trim()} (inferred: documented for other Partner Center APIs only).";
        if (complies)
        {
            return new(
                check.Name,
                check.Outcome == DiagnosisOutcome.Failed ? DiagnosisOutcome.Unclear : DiagnosisOutcome.Passed,
                $"{check.Finding} {said}",
                check.NextStep);
        }

        // An inferred header alone is no failure. It is one if the token says the same, or if the read was refused.
        bool isRefused = read is { Outcome: DiagnosisOutcome.Failed, IsTransient: false };
        bool isFailed = isRefused || check.Outcome == DiagnosisOutcome.Failed;
        string ofToken = check.Outcome == DiagnosisOutcome.Passed
            ? "The token says that the user signed in with multi-factor authentication."
            : check.Finding;
        string ofRead = read.Outcome is DiagnosisOutcome.Passed or DiagnosisOutcome.Unclear ? " The read passed all the same." : "";
        return new(
            check.Name,
            isFailed ? DiagnosisOutcome.Failed : DiagnosisOutcome.Unclear,
            $"{ofToken} {said}{ofRead}",
            isFailed
                ? "Sign in once more with multi-factor authentication, and store the new refresh token."
                : "If the service refuses calls, sign in once more with multi-factor authentication, and store the new refresh token.");
    }
}
