namespace PartnerCenter.Referrals;

/// <summary>
/// Represents an attempt that was not made, because the throttle gate is closed until the service's Retry-After has passed. It stays inside
/// the package: Resilience turns it into a public exception.
/// </summary>
internal sealed class ThrottleGateClosedException(TimeSpan remaining) : Exception
{
    public TimeSpan Remaining { get; } = remaining;
}
