namespace PartnerCenter.Referrals;

/// <summary>
/// Represents a listing that cannot go on from its continuation, because the service does not accept it any more. Start the listing again
/// without the continuation; start a reading of changes again from the last checkpoint.
/// </summary>
/// <remarks>
/// It is thrown for the statuses 404 and 410 to the request for a further page, or for the first page of a listing that resumes from a
/// stored continuation. How long the service accepts a continuation is not documented. Microsoft lists the statuses in
/// <see href="https://learn.microsoft.com/partner-center/developer/referrals-api-response-codes">Referrals API response codes</see>.
/// </remarks>
public sealed class ReferralContinuationExpiredException : ReferralsException
{
    /// <summary>Creates the exception, for example in a test.</summary>
    /// <param name="message">The message, which says what went wrong and what to do next.</param>
    /// <param name="innerException">The exception that caused this one; null for none.</param>
    public ReferralContinuationExpiredException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal ReferralContinuationExpiredException(string message, FailureDetails details)
        : base(message, details)
    {
    }
}
