using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PartnerCenter.Referrals;

/// <summary>Provides the name under which an application subscribes to the spans, metrics and log lines of a client.</summary>
/// <remarks>
/// With OpenTelemetry, call <c>tracing.AddSource(ReferralsTelemetry.Name)</c> and <c>metrics.AddMeter(ReferralsTelemetry.Name)</c>. No
/// span, metric or log line contains a name, mail address, phone number, note or token. An id of a referral is only in log lines: in that
/// about a record that cannot be read as a whole, and in those about webhook events.
/// </remarks>
public static class ReferralsTelemetry
{
    /// <summary>Specifies the name of the activity source, the meter and the log category.</summary>
    public const string Name = "PartnerCenter.Referrals";

    private static readonly string? Version = typeof(ReferralsTelemetry).Assembly.GetName().Version?.ToString(3);

    internal static ActivitySource Source { get; } = new(Name, Version);

    internal static Meter Meter { get; } = new(Name, Version);
}
