namespace PartnerCenter.Referrals;

/// <summary>The time given to the call ran out. Nothing was changed by it, or it only read.</summary>
/// <remarks>A write that may have reached the service is a <see cref="ReferralOutcomeUnknownException"/> instead.</remarks>
public sealed class ReferralsTimeoutException : ReferralsException
{
    /// <summary>Describes the failure.</summary>
    /// <param name="message">What went wrong and what to do next.</param>
    /// <param name="innerException">The cause; null for none.</param>
    public ReferralsTimeoutException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal ReferralsTimeoutException(string message, FailureDetails details, Exception? innerException = null)
        : base(message, details, innerException)
    {
    }
}
