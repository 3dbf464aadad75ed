namespace PartnerCenter.Referrals;

/// <summary>Provides options that override the client's for one call. A null member keeps the client's option.</summary>
public sealed record ReferralCallOptions
{
    /// <summary>
    /// Gets your correlation id, which all requests of the operation carry (<c>MS-CorrelationId</c>); null for a new one.
    /// </summary>
    public Guid? CorrelationId { get; init; }

    /// <summary>
    /// Gets the time limit for the call, as <see cref="ReferralsClientOptions.Timeout"/> describes it: no call takes longer than this and
    /// the 10 seconds that determine the outcome of a write. For a listing, it applies to each page. The time of an interactive sign-in is
    /// not counted.
    /// </summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Gets the maximum number of attempts, including the first one.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>
    /// Gets the maximum number of times an update starts again because others have changed the referral in the meantime.
    /// </summary>
    public int? MaxConflictRetries { get; init; }

    /// <summary>Gets which rules the client checks before it sends a request.</summary>
    public ClientValidation? ClientValidation { get; init; }

    /// <summary>
    /// Gets a function that runs once for each request of the operation that receives a response of any status, before the result is
    /// returned or the exception is thrown. All attempts of a request count as one, with the last response. A listing has a request for
    /// each page, and a replace or a patch may be followed by a read. An exception of the function is logged and does not change the
    /// result.
    /// </summary>
    public Action<ReferralResponseInfo>? OnResponse { get; init; }
}
