using System.Net;

namespace PartnerCenter.Referrals;

/// <summary>What the service answered, beside the body.</summary>
public sealed class ReferralResponseInfo
{
    /// <summary>The HTTP status of the last answer.</summary>
    public HttpStatusCode StatusCode { get; init; }

    /// <summary>The service's id of the answer (<c>request-id</c>).</summary>
    public string? RequestId { get; init; }

    /// <summary>The id of the attempt that was answered (<c>client-request-id</c>).</summary>
    public Guid ClientRequestId { get; init; }

    /// <summary>The id of the operation (<c>MS-CorrelationId</c>).</summary>
    public Guid CorrelationId { get; init; }

    /// <summary>The <c>ETag</c> header, quotes included; null if there was none.</summary>
    public string? ETag { get; init; }

    /// <summary>How many attempts had been made when this answer came.</summary>
    public int Attempts { get; init; }

    /// <summary>All headers of the answer, by name regardless of case.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Headers { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
}
