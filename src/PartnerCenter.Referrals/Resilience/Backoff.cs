namespace PartnerCenter.Referrals;

/// <summary>The lengths of waits, jittered so that callers that failed together do not retry together.</summary>
internal static class Backoff
{
    private const int MaxDelayMilliseconds = 100;

    /// <summary>
    /// A wait slightly longer than the one asked for. Timers may fire a few milliseconds early, and a call that comes too early counts
    /// against the service's limit (wire contract 7.4).
    /// </summary>
    public static TimeSpan AtLeast(TimeSpan wait) =>
        (wait > TimeSpan.Zero ? wait : TimeSpan.Zero) + TimeSpan.FromMilliseconds(Random.Shared.Next(1, MaxDelayMilliseconds));

    /// <summary>A wait between the given share of <paramref name="max"/> and all of it.</summary>
    public static TimeSpan Between(double minShare, TimeSpan max) => max * (minShare + ((1 - minShare) * Random.Shared.NextDouble()));

    /// <summary>A wait that doubles with each earlier failure, up to a limit; not jittered.</summary>
    public static TimeSpan Exponential(TimeSpan first, int failures, TimeSpan max) =>
        TimeSpan.FromSeconds(Math.Min(first.TotalSeconds * Math.Pow(2, Math.Min(failures, 30)), max.TotalSeconds));
}
