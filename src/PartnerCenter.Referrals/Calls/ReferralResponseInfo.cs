using System.Net;

namespace PartnerCenter.Referrals;

/// <summary>Describes a response of the service: its status, ids and headers, without the body.</summary>
/// <remarks>
/// Microsoft lists the statuses in
/// <see href="https://learn.microsoft.com/partner-center/developer/referrals-api-response-codes">Referrals API response codes</see>.
/// </remarks>
public sealed class ReferralResponseInfo
{
    /// <summary>Gets the HTTP status of the response.</summary>
    public HttpStatusCode StatusCode { get; init; }

    /// <summary>
    /// Gets the id that the service gave the response (<c>request-id</c>); null if there is none, or if it is longer than 128 characters or
    /// has characters other than letters, digits and <c>-_.:/+=|$[]</c>. <see cref="Headers"/> has it in any case.
    /// </summary>
    public string? RequestId { get; init; }

    /// <summary>Gets the id that was sent with this attempt (<c>client-request-id</c>).</summary>
    public Guid ClientRequestId { get; init; }

    /// <summary>Gets the id that was sent with all calls of the operation (<c>MS-CorrelationId</c>).</summary>
    public Guid CorrelationId { get; init; }

    /// <summary>Gets the <c>ETag</c> header, quotes included; null if there is none.</summary>
    public string? ETag { get; init; }

    /// <summary>Gets the number of attempts that the call had made when this response came.</summary>
    public int Attempts { get; init; }

    /// <summary>
    /// Gets the number of requests that the call had sent when this response came, as <see cref="ReferralsException.RequestsSent"/> counts
    /// them.
    /// </summary>
    public int RequestsSent { get; init; }

    /// <summary>Gets all headers of the response. Their names ignore case.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Headers { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
}
