namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>
/// Lists all targets. They are fixed: how much the measurements vary never excuses a miss. A ratio is this package's figure divided by the
/// floor's, unless the comment names something else.
/// </summary>
internal static class Targets
{
    // One call in memory: bytes and processor time.
    public static readonly Target GetOne = new(Bytes: 1.04, Time: 1.25);
    public static readonly Target PageOf100 = new(Bytes: 0.80, Time: 0.98);
    public static readonly Target Create = new(Bytes: 1.12, Time: 1.30);
    public static readonly Target Patch = new(Bytes: 1.12, Time: 1.30);
    public static readonly Target Error = new(Bytes: 1.5, Time: 1.5);
    public static readonly Target ThrottledThenGetOne = new(Bytes: 1.9, Time: 1.9);
    public static readonly Target Update = new(Bytes: 1.5, Time: 1.6);
    public static readonly Target UpdateOf50Members = new(Bytes: null, Time: null);

    // Compared with this package's own get.
    public static readonly Target UpdateThatChangesNothing = new(Bytes: 1.3, Time: 1.3);

    // Compared with each peer: bytes of a get and a page, time of these and of an error.
    public const double BytesOfPeers = 0.5;
    public const double TimeOfPeers = 1;

    // Over loopback, one by one and 32 at once.
    public const double MedianLatency = 1.15;
    public const double ProcessorTimeOneByOne = 1.15;
    public const double TimePerCallAtOnce = 1.15;
    public const double ProcessorTimeAtOnce = 1.15;

    // From the start of the process to its first response.
    public const double FirstCall = 1.35;

    // What a native program of fixed content adds to a plain one.
    public const double NativeMegabytes = 8.0;
    public const double NativeStartMilliseconds = 6;

    // 100,000 referrals from memory, time a referral.
    public const double ListingInMemory = 1.0;

    // The change feed, compared with a listing of the same referrals.
    public const double ChangeFeedRequests = 1.2;

    // A webhook event, compared with the verification of its signature alone.
    public const double WebhookEvent = 1.5;

    // What is compared with nothing: a token that is cached, a term of a filter, the growth of memory over a listing, and how much faster
    // a listing becomes by reading ahead.
    public const long CachedTokenBytes = 0;
    public const double FilterTermNanoseconds = 1000;
    public const double ListingGrowthMegabytes = 4;
    public const double MinReadAheadGain = 1.6;
}
