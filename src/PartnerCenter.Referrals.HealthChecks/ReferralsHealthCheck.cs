using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace PartnerCenter.Referrals;

/// <summary>Reports the diagnosis of a client as a health check.</summary>
/// <param name="held">The diagnosis.</param>
/// <param name="timeout">
/// How long a probe waits. The registration has no timeout, because that of the framework would report an exception.
/// </param>
internal sealed class ReferralsHealthCheck(HeldDiagnosis held, TimeSpan timeout) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (await held.GetAsync(timeout, cancellationToken).ConfigureAwait(false) is not { } diagnosis)
        {
            return HealthCheckResult.Degraded(string.Create(
                CultureInfo.InvariantCulture,
                $"The diagnosis did not end within {timeout.TotalSeconds:0.###} seconds. It goes on, and the next probe uses its result."));
        }

        DiagnosisCheck[] failed = [.. diagnosis.Checks.Where(check => check.Outcome == DiagnosisOutcome.Failed)];
        IReadOnlyDictionary<string, object> data = DataOf(diagnosis);
        return failed switch
        {
            [] => HealthCheckResult.Healthy(diagnosis.Checks[^1].Finding, data),
            _ when failed.FirstOrDefault(check => !check.IsTransient) is { } lasting =>
                new(context.Registration.FailureStatus, Describe(lasting), exception: null, data),
            [var transient, ..] => HealthCheckResult.Degraded(Describe(transient), exception: null, data),
        };
    }

    private static string Describe(DiagnosisCheck check) => $"{check.Name}: {check.Finding} {check.NextStep}".TrimEnd();

    // Texts only, so that every writer of health reports can print them.
    private static Dictionary<string, object> DataOf(ReferralsDiagnosis diagnosis)
    {
        Dictionary<string, object> data = [];
        foreach (DiagnosisCheck check in diagnosis.Checks)
        {
            data[check.Name] = check.Outcome.ToString();
            if (check.Outcome is DiagnosisOutcome.Passed or DiagnosisOutcome.Skipped)
            {
                continue;
            }

            data[$"{check.Name}.finding"] = check.Finding;
            if (check.NextStep is not null)
            {
                data[$"{check.Name}.nextStep"] = check.NextStep;
            }

            if (check.ErrorCodes.Count > 0)
            {
                data[$"{check.Name}.errorCodes"] = string.Join(" / ", check.ErrorCodes);
            }
        }

        return data;
    }
}
