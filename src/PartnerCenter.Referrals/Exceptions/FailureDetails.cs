using System.Net;

namespace PartnerCenter.Referrals;

/// <summary>What a failed call puts on its exception: codes, ids and times, nothing about people.</summary>
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

    /// <summary>The details of another exception; null gives none.</summary>
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
    };
}
