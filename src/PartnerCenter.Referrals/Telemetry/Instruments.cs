using System.Diagnostics;
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

    /// <summary>Records a value. The exception of a listener is dropped: what observes a call never decides its result.</summary>
    public static void TryRecord(this Histogram<double> histogram, double value, in TagList tags = default)
    {
        try
        {
            histogram.Record(value, tags);
        }
        catch (Exception)
        {
            // A listener that fails cannot report its own failure, and there is no other place for it.
        }
    }

    /// <summary>Counts one. The exception of a listener is dropped: what observes a call never decides its result.</summary>
    public static void TryIncrement(this Counter<long> counter, in TagList tags)
    {
        try
        {
            counter.Add(1, tags);
        }
        catch (Exception)
        {
            // As above.
        }
    }
}
