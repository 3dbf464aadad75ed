using System.Text;

namespace PartnerCenter.Referrals;

/// <summary>What a client found out about its own set-up, check by check, in the order in which a call depends on them.</summary>
/// <remarks>Made by <see cref="ReferralsClient.DiagnoseAsync"/>. Print it: <see cref="ToString"/> is a report, and safe to log.</remarks>
public sealed class ReferralsDiagnosis
{
    internal ReferralsDiagnosis(IReadOnlyList<DiagnosisCheck> checks) => Checks = checks;

    /// <summary>The checks: settings, authority, token, audience, kind of token, multi-factor, tenant, expiry, endpoint, read.</summary>
    public IReadOnlyList<DiagnosisCheck> Checks { get; }

    /// <summary>Whether no check failed.</summary>
    public bool IsHealthy => Checks.All(check => check.Outcome != DiagnosisOutcome.Failed);

    /// <summary>The report, a line for each check and one for each next step.</summary>
    public override string ToString()
    {
        int failed = Checks.Count(check => check.Outcome == DiagnosisOutcome.Failed);
        StringBuilder report = new(failed == 0 ? "No check failed." : $"{failed} of {Checks.Count} checks failed.");
        foreach (DiagnosisCheck check in Checks)
        {
            report.AppendLine().Append("  ").Append(Mark(check.Outcome).PadRight(8)).Append(check.Name.PadRight(15)).Append(check.Finding);
            if (check.NextStep is not null)
            {
                report.AppendLine().Append(' ', 25).Append("-> ").Append(check.NextStep);
            }
        }

        return report.ToString();
    }

    private static string Mark(DiagnosisOutcome outcome) => outcome switch
    {
        DiagnosisOutcome.Passed => "ok",
        DiagnosisOutcome.Failed => "FAILED",
        DiagnosisOutcome.Unclear => "unclear",
        _ => "-",
    };
}
