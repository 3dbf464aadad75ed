using System.Net;

namespace PartnerCenter.Referrals;

/// <summary>Holds the codes, ids and times that a failed call copies to its exception, and no data about people.</summary>
internal sealed record FailureDetails
{
    public HttpStatusCode? StatusCode { get; init; }

    public IReadOnlyList<string> ErrorCodes { get; init; } = [];

    public string? ErrorTarget { get; init; }

    public string? RequestId { get; init; }

    public Guid? ClientRequestId { get; init; }

    public Guid? CorrelationId { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public string? Operation { get; init; }

    public int? Page { get; init; }

    public int Attempts { get; init; }

    public int RequestsSent { get; init; }

    /// <summary>Returns the details of another exception; empty details for null.</summary>
    public static FailureDetails Of(ReferralsException? failure) => failure is null ? new() : new()
    {
        StatusCode = failure.StatusCode,
        ErrorCodes = failure.ErrorCodes,
        ErrorTarget = failure.ErrorTarget,
        RequestId = failure.RequestId,
        ClientRequestId = failure.ClientRequestId,
        CorrelationId = failure.CorrelationId,
        RetryAfter = failure.RetryAfter,
        Operation = failure.Operation,
        Page = failure.Page,
        Attempts = failure.Attempts,
        RequestsSent = failure.RequestsSent,
    };
}
