namespace PartnerCenter.Referrals;

/// <summary>
/// The attempt was not made, because the service has asked to wait. Seen only inside the package: it becomes a public exception in
/// Resilience.
/// </summary>
internal sealed class ThrottleGateClosedException(TimeSpan remaining) : Exception
{
    public TimeSpan Remaining { get; } = remaining;
}
