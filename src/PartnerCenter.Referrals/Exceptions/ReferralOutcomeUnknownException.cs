namespace PartnerCenter.Referrals;

/// <summary>Represents a write that was sent and may have taken effect, without a response that shows whether it did.</summary>
/// <remarks>
/// The service has no idempotency key, so the client never retries a create or an invitation of this kind. Search for the referral by its
/// engagement, or by your own id, before you send it again.
/// </remarks>
public sealed class ReferralOutcomeUnknownException : ReferralsException
{
    /// <summary>Creates the exception, for example in a test.</summary>
    /// <param name="message">The message, which says what went wrong and what to do next.</param>
    /// <param name="innerException">The exception that caused this one; null for none.</param>
    public ReferralOutcomeUnknownException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal ReferralOutcomeUnknownException(string message, ReferralOutcomeUnknownException of)
        : base(message, FailureDetails.Of(of), of)
    {
    }

    internal ReferralOutcomeUnknownException(string message, FailureDetails details, Exception? innerException = null)
        : base(message, details with { IsTransient = false }, innerException)
    {
    }
}
