namespace PartnerCenter.Referrals;

/// <summary>Limits the time of an operation that sends several requests.</summary>
internal sealed class Deadline(TimeProvider time, TimeSpan limit)
{
    /// <summary>
    /// Specifies how long the requests that determine the outcome of a write may take, after the time limit of the write itself.
    /// </summary>
    public static readonly TimeSpan FollowUp = TimeSpan.FromSeconds(10);

    private readonly long _started = time.GetTimestamp();

    /// <summary>Gets the time that is left; zero or less if the time is over.</summary>
    public TimeSpan Left => limit - time.GetElapsedTime(_started);

    /// <summary>Returns the options for the next request, which may take no longer than the time that is left.</summary>
    public ReferralCallOptions Apply(ReferralCallOptions options)
    {
        // Polly accepts no shorter limit.
        TimeSpan shortest = TimeSpan.FromMilliseconds(10);
        TimeSpan left = Left > shortest ? Left : shortest;
        return options with { Timeout = options.Timeout < left ? options.Timeout : left };
    }
}
