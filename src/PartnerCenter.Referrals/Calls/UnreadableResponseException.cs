using System.Net;

namespace PartnerCenter.Referrals;

/// <summary>
/// Represents a 2xx response that cannot be used. It stays inside the package: Resilience turns it into a public exception.
/// </summary>
internal sealed class UnreadableResponseException(
    HttpStatusCode statusCode, string? requestId, string why, string? mediaType, Exception? cause = null) : Exception(null, cause)
{
    public HttpStatusCode StatusCode { get; } = statusCode;

    public string? RequestId { get; } = requestId;

    /// <summary>Gets the advice for the caller of a read, a sentence; null for the advice to check the endpoint and the proxy.</summary>
    public string? Advice { get; init; }

    // The media type shows what a proxy returned. Only common types are repeated, because the header may hold anything.
    public string Reason { get; } = mediaType?.ToLowerInvariant() switch
    {
        null or "application/json" => why,
        "text/html" or "text/plain" or "text/xml" or "application/xml" => $"{why} (its Content-Type is {mediaType})",
        _ => $"{why} (its Content-Type is not application/json)",
    };
}
