using System.Net;

namespace PartnerCenter.Referrals;

/// <summary>
/// Holds what a failed call copies to its exception: codes, ids and times, and the words of the service, which may name people.
/// </summary>
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

    public bool IsTransient { get; init; }

    public string? ServiceMessage { get; init; }

    public string? Finding { get; init; }

    public string? NextStep { get; init; }

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
        IsTransient = failure.IsTransient,
        ServiceMessage = failure.GetServiceMessage(),
        Finding = failure.Finding,
        NextStep = failure.NextStep,
    };

    /// <summary>Returns the details with what a diagnosis shows; null for its usual advice.</summary>
    public FailureDetails Found(string finding, string? nextStep = null) => this with { Finding = finding, NextStep = nextStep };

    /// <summary>Returns the name of the type. The text of a record would repeat the words of the service.</summary>
    public override string ToString() => nameof(FailureDetails);
}
