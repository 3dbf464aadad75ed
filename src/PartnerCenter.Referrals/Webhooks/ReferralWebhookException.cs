using System.Net;

namespace PartnerCenter.Referrals;

/// <summary>Represents a webhook request that could not be verified.</summary>
/// <remarks>
/// The exception is safe to log: neither it nor its causes quote the request. Do not return its message to the sender, who may be a forger.
/// <see cref="ReferralsException.IsTransient"/> is true if <see cref="ResponseStatusCode"/> is 503: nothing proves that the request is
/// forged, and the sender may try again.
/// </remarks>
public sealed class ReferralWebhookException : ReferralsException
{
    /// <summary>Creates the exception, for example in a test.</summary>
    /// <param name="message">The message, which says which check failed and why.</param>
    /// <param name="failedCheck">The check that failed.</param>
    /// <param name="responseStatusCode">The status to answer the sender with.</param>
    /// <param name="innerException">The exception that caused this one; null for none.</param>
    public ReferralWebhookException(
        string message, ReferralWebhookCheck failedCheck, HttpStatusCode responseStatusCode, Exception? innerException = null)
        : base(message, SafeCause.Of(innerException))
    {
        FailedCheck = failedCheck;
        ResponseStatusCode = responseStatusCode;
        IsTransient = responseStatusCode == HttpStatusCode.ServiceUnavailable;
    }

    /// <summary>Gets the check that failed.</summary>
    public ReferralWebhookCheck FailedCheck { get; }

    /// <summary>
    /// Gets the status to answer the sender with: 401 for a request that is not signed by Microsoft as far as can be told, 400 for one that
    /// lacks a header or whose signed body is not an event, 413 for a body that is too long, and 503 if the sender may try again.
    /// </summary>
    public HttpStatusCode ResponseStatusCode { get; }

    /// <summary>
    /// Gets whether the certificate was revoked or distrusted, so that it must not be used any longer even if it was good before.
    /// </summary>
    internal bool IsRevocation { get; init; }

    internal static ReferralWebhookException Unauthorized(ReferralWebhookCheck check, string message, Exception? cause = null) =>
        new(message, check, HttpStatusCode.Unauthorized, cause);

    internal static ReferralWebhookException BadRequest(ReferralWebhookCheck check, string message, Exception? cause = null) =>
        new(message, check, HttpStatusCode.BadRequest, cause);

    internal static ReferralWebhookException TryAgain(ReferralWebhookCheck check, string message, Exception? cause = null) =>
        new(message, check, HttpStatusCode.ServiceUnavailable, cause);

    // Callers that share a failure throw copies of it: throwing one instance on several threads would mix their stack traces.
    internal ReferralWebhookException Copy() => new(Message, FailedCheck, ResponseStatusCode, InnerException)
    {
        IsRevocation = IsRevocation,
    };
}
