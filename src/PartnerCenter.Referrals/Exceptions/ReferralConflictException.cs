namespace PartnerCenter.Referrals;

/// <summary>Represents a write that failed because somebody else had changed the referral after it was read.</summary>
/// <remarks>
/// It is thrown for status 412, and for 409 with one of the codes <c>resourceModified</c> and <c>preconditionFailed</c>. Read the referral
/// again and decide on its current state. Microsoft lists the statuses in
/// <see href="https://learn.microsoft.com/partner-center/developer/referrals-api-response-codes">Referrals API response codes</see>.
/// </remarks>
public sealed class ReferralConflictException : ReferralsException
{
    private readonly Referral? _current;

    /// <summary>Creates the exception, for example in a test.</summary>
    /// <param name="message">The message, which says what went wrong and what to do next.</param>
    /// <param name="innerException">The exception that caused this one; null for none.</param>
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
            $"Others changed the referral before every write of this update (conflicts: {conflicts}); nothing was written. {last.Message}",
            // An update reads the referral again, so the same call may succeed.
            FailureDetails.Of(last) with { Operation = Referrals.Operation.Update.Name, IsTransient = true },
            last)
    {
        _current = current;
    }

    /// <summary>
    /// Returns the referral as it was read after the last conflict, if <c>UpdateAsync</c> gave up; otherwise null. It is a method and not
    /// a property, because loggers print the properties of an exception, and a referral holds data about people.
    /// </summary>
    public Referral? GetCurrent() => _current;
}
