using System.Net;

namespace PartnerCenter.Referrals;

/// <summary>
/// A call to Partner Center that did not end as asked. The base of all exceptions of this package but <see cref="ArgumentException"/>.
/// </summary>
/// <remarks>
/// Safe to log: codes, ids and times, never a token, a body or anything about people. The service's own message is left out, since it
/// may repeat what was sent. Mirrors Microsoft's page <em>Referrals API response codes</em>.
/// </remarks>
public class ReferralsException : Exception
{
    /// <summary>Describes a failed call.</summary>
    /// <param name="message">What went wrong and what to do next.</param>
    /// <param name="innerException">The cause; null for none.</param>
    public ReferralsException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal ReferralsException(string message, FailureDetails details, Exception? innerException = null)
        : base(message, innerException)
    {
        StatusCode = details.StatusCode;
        ErrorCodes = details.ErrorCodes;
        ErrorTarget = details.ErrorTarget;
        RequestId = details.RequestId;
        ClientRequestId = details.ClientRequestId;
        CorrelationId = details.CorrelationId;
        RetryAfter = details.RetryAfter;
        Operation = details.Operation;
        Page = details.Page;
        Attempts = details.Attempts;
    }

    /// <summary>The HTTP status of the answer; null if there was none.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>The service's error codes from the outermost to the innermost; empty if it gave none. Open: new ones may come.</summary>
    public IReadOnlyList<string> ErrorCodes { get; init; } = [];

    /// <summary>The innermost, most telling of <see cref="ErrorCodes"/>; null if there is none.</summary>
    public string? ErrorCode => ErrorCodes.Count > 0 ? ErrorCodes[^1] : null;

    /// <summary>The part of the request that the service objects to, if it named one.</summary>
    public string? ErrorTarget { get; init; }

    /// <summary>The service's id of the last answer (<c>request-id</c>); Microsoft's support asks for it.</summary>
    public string? RequestId { get; init; }

    /// <summary>The id that the last attempt was sent with (<c>client-request-id</c>).</summary>
    public Guid? ClientRequestId { get; init; }

    /// <summary>The id that all calls of the operation were sent with (<c>MS-CorrelationId</c>).</summary>
    public Guid? CorrelationId { get; init; }

    /// <summary>
    /// How long the service, or Entra where there was no token, asks to wait, counted from its answer; null if it did not say.
    /// </summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What was being done, such as <c>create</c> or <c>invite</c>.</summary>
    public string? Operation { get; init; }

    /// <summary>Which page of a listing could not be read, from 1 on; null for everything else.</summary>
    public int? Page { get; init; }

    /// <summary>How many attempts were made; 0 if nothing was attempted.</summary>
    public int Attempts { get; init; }
}
