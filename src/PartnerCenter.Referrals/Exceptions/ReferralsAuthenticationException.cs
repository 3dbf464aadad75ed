namespace PartnerCenter.Referrals;

/// <summary>Represents a call that failed because no access token could be acquired, or because the service did not accept it.</summary>
/// <remarks>
/// The message says what to do next. No property and no message holds a secret or a token. Microsoft documents what the service requires
/// in <see href="https://learn.microsoft.com/partner-center/developer/referral-api-authentication">Referral API authentication</see>.
/// </remarks>
public sealed class ReferralsAuthenticationException : ReferralsException
{
    /// <summary>Creates the exception, for example in a test.</summary>
    /// <param name="message">The message, which says what went wrong and what to do next.</param>
    /// <param name="innerException">The exception that caused this one; null for none.</param>
    public ReferralsAuthenticationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal ReferralsAuthenticationException(string message, FailureDetails details, Exception? innerException = null)
        : base(message, details, innerException)
    {
    }

    /// <summary>
    /// Gets Entra's error code for a refused token request, such as <c>AADSTS700082</c>, or its OAuth error, such as <c>invalid_grant</c>;
    /// null if there is none, or if it is longer than 128 characters or has characters other than letters, digits and
    /// <c>-_.:/+=|$[]</c>.
    /// </summary>
    public string? EntraErrorCode { get; init => field = ForeignWord.Of(value); }

    /// <summary>
    /// Gets Entra's correlation id of a refused token request. Search for it in Entra's sign-in log. It is null if there is none, or if it
    /// is longer than 128 characters or has characters other than letters, digits and <c>-_.:/+=|$[]</c>.
    /// </summary>
    public string? EntraCorrelationId { get; init => field = ForeignWord.Of(value); }

    /// <summary>
    /// Gets whether <c>RetryAfter</c> speaks for this token request only, as that of a 5xx of Entra does. Other callers may get a token.
    /// </summary>
    internal bool IsOfOneRequest { get; init; }
}
