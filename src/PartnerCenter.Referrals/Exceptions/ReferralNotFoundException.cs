namespace PartnerCenter.Referrals;

/// <summary>Represents a call for a referral that does not exist, or that the signed-in user may not see.</summary>
/// <remarks>
/// It is thrown for the statuses 404 and 410. A 404 for every call means that the endpoint is wrong. Microsoft lists the statuses in
/// <see href="https://learn.microsoft.com/partner-center/developer/referrals-api-response-codes">Referrals API response codes</see>.
/// </remarks>
public sealed class ReferralNotFoundException : ReferralsException
{
    /// <summary>Creates the exception, for example in a test.</summary>
    /// <param name="message">The message, which says what went wrong and what to do next.</param>
    /// <param name="innerException">The exception that caused this one; null for none.</param>
    public ReferralNotFoundException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal ReferralNotFoundException(string message, FailureDetails details, Exception? innerException = null)
        : base(message, details, innerException)
    {
    }
}
