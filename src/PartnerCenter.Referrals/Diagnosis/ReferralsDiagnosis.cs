using System.Globalization;
using System.Text;

namespace PartnerCenter.Referrals;

/// <summary>
/// Represents the result of <see cref="ReferralsClient.DiagnoseAsync"/>: the checks of a client's set-up, in the order in which a call
/// depends on them.
/// </summary>
/// <remarks><see cref="ToString"/> returns a report that is safe to log. Instances are immutable.</remarks>
public sealed class ReferralsDiagnosis
{
    /// <summary>Creates a diagnosis, for tests of code that reads one.</summary>
    /// <param name="checks">The checks in their order.</param>
    /// <exception cref="ArgumentNullException"><paramref name="checks"/> is null or contains null.</exception>
    public ReferralsDiagnosis(IReadOnlyList<DiagnosisCheck> checks) => Checks = ListCopy.Of(checks);

    /// <summary>
    /// Gets the checks in their order: settings, authority, token, audience, kind of token, multi-factor, tenant, expiry, endpoint, read.
    /// </summary>
    public IReadOnlyList<DiagnosisCheck> Checks { get; }

    /// <summary>Gets whether no check failed.</summary>
    public bool IsHealthy => Checks.All(check => check.Outcome != DiagnosisOutcome.Failed);

    /// <summary>Returns the report, which has one line for each check, one for each next step, and one for the ids of a request.</summary>
    public override string ToString()
    {
        int ran = Checks.Count(check => check.Outcome != DiagnosisOutcome.Skipped);
        int failed = Checks.Count(check => check.Outcome == DiagnosisOutcome.Failed);
        StringBuilder report = new(string.Create(
            CultureInfo.InvariantCulture, $"{ran} of {Checks.Count} checks ran, {(failed == 0 ? "none" : failed)} failed."));
        foreach (DiagnosisCheck check in Checks)
        {
            report.AppendLine().Append("  ").Append(Mark(check.Outcome).PadRight(8)).Append(check.Name.PadRight(15)).Append(check.Finding);
            if (check.NextStep is not null)
            {
                report.AppendLine().Append(' ', 25).Append("-> ").Append(check.NextStep);
            }

            if (check.Ids is { } ids)
            {
                report.AppendLine().Append(' ', 25).Append(ids);
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
