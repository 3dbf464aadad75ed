namespace PartnerCenter.Referrals;

/// <summary>The service asks for patience, and neither the time nor the attempts left for the call allowed to wait and try again.</summary>
/// <remarks>Status 429. <see cref="ReferralsException.RetryAfter"/> says how long; calling sooner still counts against the limit.</remarks>
public sealed class ReferralsThrottledException : ReferralsException
{
    /// <summary>Describes the failure.</summary>
    /// <param name="message">What went wrong and what to do next.</param>
    /// <param name="innerException">The cause; null for none.</param>
    public ReferralsThrottledException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal ReferralsThrottledException(string message, FailureDetails details, Exception? innerException = null)
        : base(message, details, innerException)
    {
    }
}
