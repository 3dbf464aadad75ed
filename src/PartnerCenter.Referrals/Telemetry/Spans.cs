using System.Diagnostics;

namespace PartnerCenter.Referrals;

/// <summary>
/// Starts and stops the client's spans, and drops the exceptions that their listeners throw: what observes a call never decides its result.
/// </summary>
internal static class Spans
{
    /// <summary>Starts a span. Returns null while there is no listener, and if a listener fails.</summary>
    public static Activity? Start(string name, ActivityKind kind)
    {
        Activity? outer = Activity.Current;
        try
        {
            return ReferralsTelemetry.Source.StartActivity(name, kind);
        }
        catch (Exception)
        {
            // The span may have become the current one before its listener failed.
            Activity.Current = outer;
            return null;
        }
    }

    public static void Stop(Activity? span)
    {
        try
        {
            span?.Stop();
        }
        catch (Exception)
        {
            Activity.Current = span!.Parent;
        }
    }
}
