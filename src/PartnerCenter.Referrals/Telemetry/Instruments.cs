using System.Diagnostics.Metrics;

namespace PartnerCenter.Referrals;

/// <summary>Defines the metrics of a client, named by the conventions of OpenTelemetry.</summary>
internal static class Instruments
{
    // In seconds. A token can take as long as a user takes to sign in.
    private static readonly InstrumentAdvice<double> Durations =
        new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120] };

    public static Histogram<double> OperationDuration { get; } = ReferralsTelemetry.Meter.CreateHistogram(
        "partnercenter.referrals.operation.duration", "s", "Duration of an operation, including attempts and waits.", advice: Durations);

    public static Counter<long> Attempts { get; } = ReferralsTelemetry.Meter.CreateCounter<long>(
        "partnercenter.referrals.attempts", "{attempt}", "Requests sent, including retries.");

    public static Counter<long> Throttles { get; } = ReferralsTelemetry.Meter.CreateCounter<long>(
        "partnercenter.referrals.throttles", "{response}", "Responses with status 429.");

    public static Histogram<double> WaitDuration { get; } = ReferralsTelemetry.Meter.CreateHistogram(
        "partnercenter.referrals.wait.duration", "s", "Duration of a wait before an attempt.", advice: Durations);

    public static Histogram<double> TokenDuration { get; } = ReferralsTelemetry.Meter.CreateHistogram(
        "partnercenter.referrals.token.duration", "s", "Duration of a request for a new access token.", advice: Durations);
}
