using System.Net;

namespace PartnerCenter.Referrals;

/// <summary>The service refused an attempt. Seen only inside the package: it becomes a public exception in Resilience.</summary>
internal sealed class FailedResponseException(HttpStatusCode statusCode, ServiceError error, string? requestId, TimeSpan? retryAfter)
    : Exception
{
    public HttpStatusCode StatusCode { get; } = statusCode;

    public ServiceError Error { get; } = error;

    public string? RequestId { get; } = requestId;

    public TimeSpan? RetryAfter { get; } = retryAfter;
}
