using System.Net;

namespace PartnerCenter.Referrals;

/// <summary>
/// The service accepted, but its answer cannot be used. Seen only inside the package: it becomes a public exception in Resilience.
/// </summary>
internal sealed class UnreadableResponseException(HttpStatusCode statusCode, string? requestId, string why, string? mediaType) : Exception
{
    public HttpStatusCode StatusCode { get; } = statusCode;

    public string? RequestId { get; } = requestId;

    // What a proxy answers with is worth knowing; but only a name of everyday is repeated, since the header may hold anything.
    public string Reason { get; } = mediaType?.ToLowerInvariant() switch
    {
        null or "application/json" => why,
        "text/html" or "text/plain" or "text/xml" or "application/xml" => $"{why} (it calls itself {mediaType})",
        _ => $"{why} (it does not call itself application/json)",
    };
}
