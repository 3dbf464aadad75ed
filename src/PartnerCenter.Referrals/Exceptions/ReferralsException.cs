using System.Net;

namespace PartnerCenter.Referrals;

/// <summary>
/// Represents a failed call to Partner Center. It is the base class of the exceptions that this package throws for calls; malformed
/// arguments throw <see cref="ArgumentException"/> instead.
/// </summary>
/// <remarks>
/// The exception is safe to log: it holds codes, ids and times, and never a token, a body or data about people. The service's own message
/// may repeat what was sent, so only <see cref="GetServiceMessage"/> returns it. The inner exception is a copy that keeps the type, the
/// error codes and the stack trace of a failure of the network, but not its message, which may quote a response. Microsoft lists statuses
/// and error codes in
/// <see href="https://learn.microsoft.com/partner-center/developer/referrals-api-response-codes">Referrals API response codes</see>.
/// </remarks>
public class ReferralsException : Exception
{
    private readonly string? _serviceMessage;
    private readonly IReadOnlyList<string> _errorCodes = [];

    /// <summary>
    /// Creates the exception, for example in a test. Its <see cref="GetServiceMessage"/> returns null: only a response has the service's
    /// words, which a test can send with a mocked HTTP handler.
    /// </summary>
    /// <param name="message">The message, which says what went wrong and what to do next.</param>
    /// <param name="innerException">
    /// The exception that caused this one; null for none. One that may quote a response is replaced by its copy.
    /// </param>
    public ReferralsException(string message, Exception? innerException = null)
        : base(message, SafeCause.OfCallback(innerException))
    {
    }

    internal ReferralsException(string message, FailureDetails details, Exception? innerException = null)
        : base(message, SafeCause.OfCallback(innerException))
    {
        StatusCode = details.StatusCode;
        _errorCodes = details.ErrorCodes; // They are words already, in a list that nobody changes.
        ErrorTarget = details.ErrorTarget;
        RequestId = details.RequestId;
        ClientRequestId = details.ClientRequestId;
        CorrelationId = details.CorrelationId;
        RetryAfter = details.RetryAfter;
        Operation = details.Operation;
        Page = details.Page;
        Attempts = details.Attempts;
        RequestsSent = details.RequestsSent;
        IsTransient = details.IsTransient;
        Finding = details.Finding;
        NextStep = details.NextStep;
        _serviceMessage = details.ServiceMessage;
    }

    /// <summary>Gets the HTTP status of the response; null if there was none.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>
    /// Gets whether the same call may succeed later, without a change to it, to the settings or to the referral: the service throttled the
    /// call or had a problem, it could not be reached, or it did not answer in time.
    /// </summary>
    /// <remarks>
    /// It is false for a write whose outcome is unknown: look for its effect before you repeat it. It is also false for a response that
    /// cannot be read, which may come from a proxy, from another address, or from a record that this version does not understand. The
    /// client has retried a transient failure already, as far as the options of the call allow.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// It is set to true on a <see cref="ReferralOutcomeUnknownException"/>, which is never safe to repeat.
    /// </exception>
    public bool IsTransient
    {
        get;
        init => field = value && this is ReferralOutcomeUnknownException
            ? throw new ArgumentException("A write whose outcome is unknown is never transient.", nameof(value))
            : value;
    }

    /// <summary>
    /// Gets the service's error codes from the outermost to the innermost, those of its <c>details</c> after the outermost; empty if it
    /// returned none. The service may add new codes. A code that is longer than 128 characters, or has characters other than letters,
    /// digits and <c>-_.:/+=|$[]</c>, is left out.
    /// </summary>
    /// <exception cref="ArgumentNullException">The list that is set is null or contains null.</exception>
    public IReadOnlyList<string> ErrorCodes
    {
        get => _errorCodes;
        init => _errorCodes = ListCopy.Of([.. ListCopy.Of(value, nameof(ErrorCodes)).Where(code => ForeignWord.Of(code) is not null)]);
    }

    /// <summary>Gets the innermost of <see cref="ErrorCodes"/>, which is the most specific one; null if there is none.</summary>
    public string? ErrorCode => ErrorCodes.Count > 0 ? ErrorCodes[^1] : null;

    /// <summary>
    /// Gets the part of the request that the service objects to; null if it named none. Several are joined by <c>|</c>. A text that is
    /// longer than 128 characters, or has characters other than letters, digits and <c>-_.:/+=|$[]</c>, is left out.
    /// </summary>
    public string? ErrorTarget { get; init => field = ForeignWord.Of(value); }

    /// <summary>
    /// Gets the id that the service gave the last response (<c>request-id</c>). Microsoft's support asks for it. It is null if there is
    /// none, or if it is longer than 128 characters or has characters other than letters, digits and <c>-_.:/+=|$[]</c>.
    /// </summary>
    public string? RequestId { get; init => field = ForeignWord.Of(value); }

    /// <summary>Gets the id that was sent with the last attempt (<c>client-request-id</c>).</summary>
    public Guid? ClientRequestId { get; init; }

    /// <summary>Gets the id that was sent with all calls of the operation (<c>MS-CorrelationId</c>).</summary>
    public Guid? CorrelationId { get; init; }

    /// <summary>
    /// Gets the <c>Retry-After</c> time of the service, or of Entra if there was no token. It counts from the response; null if there is
    /// none.
    /// </summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Gets the name of the operation, such as <c>create</c> or <c>invite</c>.</summary>
    public string? Operation { get; init; }

    /// <summary>Gets the number of the page that a listing could not read, counted from 1; null for other operations.</summary>
    public int? Page { get; init; }

    /// <summary>Gets the number of attempts; 0 if none was made.</summary>
    public int Attempts { get; init; }

    /// <summary>Gets the number of requests that were sent; 0 if none was.</summary>
    /// <remarks>
    /// An attempt sends no request if it gets no token or no connection. It sends several if it answers a claims challenge, or if the
    /// server closes a connection before it answers: the client's connections then repeat the request up to three times, unless the call
    /// has one attempt only. Each request has its own <c>client-request-id</c>. Repeats by your own handlers are not counted.
    /// </remarks>
    public int RequestsSent { get; init; }

    /// <summary>Gets what the client found, for a diagnosis: without ids, operation and advice. Null if it is not set.</summary>
    internal string? Finding { get; init; }

    /// <summary>Gets what to do next, for a diagnosis; null if it is not set.</summary>
    internal string? NextStep { get; init; }

    /// <summary>
    /// Returns what the service itself said about the refusal, in its own words: the innermost message, and a line for each of its
    /// <c>details</c>. If there was no token, it is what Entra said (<c>error_description</c>). It is null if there was no response, or
    /// none with a message.
    /// </summary>
    /// <remarks>
    /// Show it to the person who works on the referral, and keep it out of logs: it may repeat what was sent, such as a name or a mail
    /// address. It is a method and not a property, because loggers print the properties of an exception. No message, log line or
    /// <see cref="Exception.ToString"/> of this package has it. It is meant for people: the service may change its wording at any time. It
    /// has at most 4,096 bytes in UTF-8. Control characters are replaced by spaces, and invisible format characters, such as those that
    /// change the direction of writing, are removed.
    /// </remarks>
    public string? GetServiceMessage() => _serviceMessage;
}
