namespace PartnerCenter.Referrals;

/// <summary>Options that override the client's for one call. A member that is null leaves the client's as it is.</summary>
public sealed record ReferralCallOptions
{
    /// <summary>An id of the caller that all requests of the operation carry (<c>MS-CorrelationId</c>); null for a new one.</summary>
    public Guid? CorrelationId { get; init; }

    /// <summary>
    /// How long the call may take in all. For a listing: each page. A read that has to follow a replace or a patch has as long again.
    /// </summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How many times the call is attempted at most, the first time included.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>How many times an update starts again at most because others have changed the referral meanwhile.</summary>
    public int? MaxConflictRetries { get; init; }

    /// <summary>What is checked before a request leaves.</summary>
    public ClientValidation? ClientValidation { get; init; }

    /// <summary>
    /// Called once for each request of the operation that got an answer, of whatever status, before the result is returned or the exception
    /// thrown; repeated attempts count as one, with the last answer. A listing has a request for each page; a replace or a patch may be
    /// followed by a read. What it throws goes to the caller in place of the result.
    /// </summary>
    public Action<ReferralResponseInfo>? OnResponse { get; init; }
}
