using System.Net;

namespace PartnerCenter.Referrals;

/// <summary>The service accepted, but its answer cannot be used. Seen only inside the package: <see cref="CallFailure"/> makes the public exception of it.</summary>
internal sealed class UnreadableResponseException(HttpStatusCode statusCode, string? requestId, string why, string? mediaType) : Exception
{
    public HttpStatusCode StatusCode { get; } = statusCode;

    public string? RequestId { get; } = requestId;

    public string Why { get; } = mediaType is null or "application/json" ? why : $"{why} (it calls itself {mediaType})";
}
