namespace PartnerCenter.Referrals;

/// <summary>A write was sent and may have taken effect, but no answer came that tells.</summary>
/// <remarks>
/// The service has no idempotency key; a create or an invitation is therefore never sent again by itself. Look for the referral (by
/// engagement, or by your own id) before you send it again.
/// </remarks>
public sealed class ReferralOutcomeUnknownException : ReferralsException
{
    /// <summary>Describes the failure.</summary>
    /// <param name="message">What went wrong and what to do next.</param>
    /// <param name="innerException">The cause; null for none.</param>
    public ReferralOutcomeUnknownException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal ReferralOutcomeUnknownException(string message, ReferralOutcomeUnknownException of)
        : base(message, FailureDetails.Of(of), of)
    {
    }

    internal ReferralOutcomeUnknownException(string message, FailureDetails details, Exception? innerException = null)
        : base(message, details, innerException)
    {
    }
}
