namespace PartnerCenter.Referrals;

/// <summary>The referral was changed by somebody else after it was read.</summary>
/// <remarks>
/// Thrown for status 412, and for 409 with one of the codes <c>resourceModified</c> and <c>preconditionFailed</c>. Read the referral again
/// and decide on its current state.
/// </remarks>
public sealed class ReferralConflictException : ReferralsException
{
    private readonly Referral? _current;

    /// <summary>Creates the exception; in a test, for example.</summary>
    /// <param name="message">What went wrong and what to do next.</param>
    /// <param name="innerException">The cause; null for none.</param>
    /// <param name="current">The referral as it was read after the conflict; null if it was not read.</param>
    public ReferralConflictException(string message, Exception? innerException = null, Referral? current = null)
        : base(message, innerException)
    {
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
            FailureDetails.Of(last) with { Operation = "update" },
            last)
    {
        _current = current;
    }

    /// <summary>
    /// Returns the referral as it was read after the last conflict, where <c>UpdateAsync</c> gave up; otherwise null. A method and not a
    /// property, because loggers print the properties of an exception, and a referral holds data about people.
    /// </summary>
    public Referral? GetCurrent() => _current;
}
