namespace PartnerCenter.Referrals;

/// <summary>The referral was changed by somebody else since it was read.</summary>
/// <remarks>
/// Statuses 412 and 409 with one of the codes <c>resourceModified</c> and <c>preconditionFailed</c>. Read the referral again and decide
/// anew.
/// </remarks>
public sealed class ReferralConflictException : ReferralsException
{
    private readonly Referral? _current;

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

    internal ReferralConflictException(ReferralConflictException last, int conflicts, Referral current)
        : base($"The referral was changed by others each of the {conflicts} times that the change was tried; nothing was written. {last.Message}", last, last)
    {
        _current = current;
        Operation = OperationName.Update;
    }

    /// <summary>
    /// The referral as it was read after the last conflict, where <c>UpdateAsync</c> gave up; otherwise null. No property, so that
    /// nobody's data is in a log that prints an exception's properties.
    /// </summary>
    public Referral? GetCurrent() => _current;
}
