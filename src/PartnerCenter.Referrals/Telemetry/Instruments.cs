using System.Diagnostics.Metrics;

namespace PartnerCenter.Referrals;

/// <summary>What is counted and measured, named as OpenTelemetry names things.</summary>
internal static class Instruments
{
    // Seconds; a token may take as long as a user does.
    private static readonly InstrumentAdvice<double> Durations =
        new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120] };

    public static Histogram<double> OperationDuration { get; } = ReferralsTelemetry.Meter.CreateHistogram(
        "partnercenter.referrals.operation.duration", "s", "Time of an operation, with its attempts and waits.", advice: Durations);

    public static Counter<long> Attempts { get; } = ReferralsTelemetry.Meter.CreateCounter<long>(
        "partnercenter.referrals.attempts", "{attempt}", "Requests sent, repeated ones included.");

    public static Counter<long> Throttles { get; } = ReferralsTelemetry.Meter.CreateCounter<long>(
        "partnercenter.referrals.throttles", "{answer}", "Answers 429.");

    public static Histogram<double> WaitDuration { get; } = ReferralsTelemetry.Meter.CreateHistogram(
        "partnercenter.referrals.wait.duration", "s", "Time waited before an attempt.", advice: Durations);

    public static Histogram<double> TokenDuration { get; } = ReferralsTelemetry.Meter.CreateHistogram(
        "partnercenter.referrals.token.duration", "s", "Time to get a new access token.", advice: Durations);
}
