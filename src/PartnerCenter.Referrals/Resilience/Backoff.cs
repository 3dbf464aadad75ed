namespace PartnerCenter.Referrals;

/// <summary>Computes the lengths of waits. Jitter keeps callers that failed together from retrying together.</summary>
internal static class Backoff
{
    private const int MaxDelayMilliseconds = 100;

    /// <summary>
    /// Returns a wait slightly longer than the given one. Timers may fire a few milliseconds early, and a call that is sent too early
    /// counts against the service's limit (wire contract 7.4).
    /// </summary>
    public static TimeSpan AtLeast(TimeSpan wait) =>
        (wait > TimeSpan.Zero ? wait : TimeSpan.Zero) + TimeSpan.FromMilliseconds(Random.Shared.Next(1, MaxDelayMilliseconds));

    /// <summary>Returns a random wait between the given share of <paramref name="max"/> and all of it.</summary>
    public static TimeSpan Between(double minShare, TimeSpan max) => max * (minShare + ((1 - minShare) * Random.Shared.NextDouble()));

    /// <summary>Returns a wait that doubles with each earlier failure, up to a limit. It is not jittered.</summary>
    public static TimeSpan Exponential(TimeSpan first, int failures, TimeSpan max) =>
        TimeSpan.FromSeconds(Math.Min(first.TotalSeconds * Math.Pow(2, Math.Min(failures, 30)), max.TotalSeconds));
}
