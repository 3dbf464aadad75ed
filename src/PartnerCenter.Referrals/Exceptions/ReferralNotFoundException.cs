namespace PartnerCenter.Referrals;

/// <summary>There is no such referral, or the signed-in user may not know of it.</summary>
/// <remarks>Statuses 404 and 410. A 404 for every call means a wrong endpoint.</remarks>
public sealed class ReferralNotFoundException : ReferralsException
{
    /// <summary>Describes the failure.</summary>
    /// <param name="message">What went wrong and what to do next.</param>
    /// <param name="innerException">The cause; null for none.</param>
    public ReferralNotFoundException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal ReferralNotFoundException(string message, FailureDetails details, Exception? innerException = null)
        : base(message, details, innerException)
    {
    }
}
