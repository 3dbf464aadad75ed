namespace PartnerCenter.Referrals;

/// <summary>
/// Represents an attempt that was not made, because a Retry-After has closed the throttle gate. It stays inside the package:
/// Resilience turns it into a public exception.
/// </summary>
internal sealed class ThrottleGateClosedException(TimeSpan remaining) : Exception
{
    public TimeSpan Remaining { get; } = remaining;
}
