namespace PartnerCenter.Referrals;

/// <summary>Represents a call that exceeded its timeout. The call only read, or it changed nothing.</summary>
/// <remarks>A write that may have reached the service throws <see cref="ReferralOutcomeUnknownException"/> instead.</remarks>
public sealed class ReferralsTimeoutException : ReferralsException
{
    /// <summary>Creates the exception, for example in a test.</summary>
    /// <param name="message">The message, which says what went wrong and what to do next.</param>
    /// <param name="innerException">The exception that caused this one; null for none.</param>
    public ReferralsTimeoutException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
        IsTransient = true;
    }

    internal ReferralsTimeoutException(string message, FailureDetails details, Exception? innerException = null)
        : base(message, details, innerException)
    {
        IsTransient = true;
    }
}
