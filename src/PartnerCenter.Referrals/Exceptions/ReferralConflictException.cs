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
    /// <param name="innerException">The cause; null for none.</param>
    public ReferralConflictException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>
    /// Describes the failure with the referral as it is now: what <c>UpdateAsync</c> throws after the last
    /// conflict.
    /// </summary>
    /// <param name="message">What went wrong and what to do next.</param>
    /// <param name="current">The referral as it was read after the conflict.</param>
    /// <param name="innerException">The cause; null for none.</param>
    /// <exception cref="ArgumentNullException"><paramref name="current"/> is null.</exception>
    public ReferralConflictException(string message, Referral current, Exception? innerException)
        : base(message, innerException)
    {
        ArgumentNullException.ThrowIfNull(current);
        _current = current;
    }

    internal ReferralConflictException(string message, FailureDetails details, Exception? innerException = null)
        : base(message, details, innerException)
    {
    }

    internal ReferralConflictException(ReferralConflictException last, int conflicts, Referral current)
        : base(
            $"The referral was changed by others each of the {conflicts} times that the change was tried; nothing was written. "
                + last.Message,
            FailureDetails.Of(last),
            last)
    {
        _current = current;
        Operation = "update";
    }

    /// <summary>
    /// Returns the referral as it was read after the last conflict, where <c>UpdateAsync</c> gave up; otherwise
    /// null. A method and not a property, because loggers print the properties of an exception, and a referral holds data about people.
    /// </summary>
    public Referral? GetCurrent() => _current;
}
