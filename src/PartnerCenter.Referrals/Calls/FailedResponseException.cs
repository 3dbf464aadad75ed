using System.Net;

namespace PartnerCenter.Referrals;

/// <summary>
/// Represents an attempt that the service refused. It stays inside the package: Resilience turns it into a public exception.
/// </summary>
internal sealed class FailedResponseException(HttpStatusCode statusCode, ServiceError error, string? requestId, TimeSpan? retryAfter)
    : Exception
{
    public HttpStatusCode StatusCode { get; } = statusCode;

    public ServiceError Error { get; } = error;

    public string? RequestId { get; } = requestId;

    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>Gets the host that a redirect names; null if it names none.</summary>
    public string? RedirectHost { get; init; }
}
