namespace PartnerCenter.Referrals;

/// <summary>
/// Represents an attempt that was not made, because the service has asked to wait and the throttle gate is closed. It stays inside the
/// package: Resilience turns it into a public exception.
/// </summary>
internal sealed class ThrottleGateClosedException(TimeSpan remaining) : Exception
{
    public TimeSpan Remaining { get; } = remaining;
}
