using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PartnerCenter.Referrals;

/// <summary>The names by which an application subscribes to what a client tells of its calls.</summary>
/// <remarks>
/// With OpenTelemetry: <c>tracing.AddSource(ReferralsTelemetry.Name)</c> and <c>metrics.AddMeter(ReferralsTelemetry.Name)</c>. What is told
/// is listed in <c>docs/telemetry.md</c>: no name, mail address, phone number, note, token or id of a referral is in it.
/// </remarks>
public static class ReferralsTelemetry
{
    /// <summary>The name of the activity source, of the meter, and of the log category.</summary>
    public const string Name = "PartnerCenter.Referrals";

    private static readonly string? Version = typeof(ReferralsTelemetry).Assembly.GetName().Version?.ToString(3);

    internal static ActivitySource Source { get; } = new(Name, Version);

    internal static Meter Meter { get; } = new(Name, Version);
}
