namespace PartnerCenter.Referrals;

/// <summary>The referral was changed by somebody else since it was read.</summary>
/// <remarks>Statuses 412 and 409 with one of the codes <c>resourceModified</c> and <c>preconditionFailed</c>. Read the referral again and decide anew.</remarks>
public sealed class ReferralConflictException : ReferralsException
{
    /// <summary>Describes the failure.</summary>
    /// <param name="message">What went wrong and what to do next.</param>
    public ReferralConflictException(string message)
        : base(message)
    {
    }

    /// <summary>Describes the failure with its cause.</summary>
    /// <param name="message">What went wrong and what to do next.</param>
    /// <param name="innerException">The cause.</param>
    public ReferralConflictException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal ReferralConflictException(string message, CallFailure failure, Exception? innerException = null)
        : base(message, failure, innerException)
    {
    }
}
