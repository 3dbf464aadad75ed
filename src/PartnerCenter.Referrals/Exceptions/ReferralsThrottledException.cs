namespace PartnerCenter.Referrals;

/// <summary>Represents a call that the service throttled, and that had too little time or no attempts left to wait and retry.</summary>
/// <remarks>
/// It is thrown for status 429, and for a call that was not sent because another one of the client was throttled: all calls then wait, for
/// five minutes at most. <see cref="ReferralsException.RetryAfter"/> is the time to wait; an earlier call still counts against the
/// limit. Microsoft describes throttling in
/// <see href="https://learn.microsoft.com/partner-center/developer/api-throttling-guidance">API throttling guidance</see>.
/// </remarks>
public sealed class ReferralsThrottledException : ReferralsException
{
    /// <summary>Creates the exception, for example in a test.</summary>
    /// <param name="message">The message, which says what went wrong and what to do next.</param>
    /// <param name="innerException">The exception that caused this one; null for none.</param>
    public ReferralsThrottledException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
        IsTransient = true;
    }

    internal ReferralsThrottledException(string message, FailureDetails details, Exception? innerException = null)
        : base(message, details, innerException)
    {
        IsTransient = true;
    }
}
