namespace PartnerCenter.Referrals;

/// <summary>Describes one check of a <see cref="ReferralsDiagnosis"/>. Instances are immutable.</summary>
public sealed class DiagnosisCheck
{
    /// <summary>Creates a check, for tests of code that reads one.</summary>
    /// <param name="name">The name of the check.</param>
    /// <param name="outcome">The outcome of the check.</param>
    /// <param name="finding">The finding of the check.</param>
    /// <param name="nextStep">The next step; null if there is nothing to do.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> or <paramref name="finding"/> is null.</exception>
    public DiagnosisCheck(string name, DiagnosisOutcome outcome, string finding, string? nextStep = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(finding);
        Name = name;
        Outcome = outcome;
        Finding = finding;
        NextStep = nextStep;
    }

    /// <summary>Gets the name of the check, such as <c>audience</c>.</summary>
    public string Name { get; }

    /// <summary>Gets the outcome of the check.</summary>
    public DiagnosisOutcome Outcome { get; }

    /// <summary>Gets what the check found. The text never contains a token, a secret or anything about people.</summary>
    public string Finding { get; }

    /// <summary>Gets what to do about the finding, or null if there is nothing to do.</summary>
    public string? NextStep { get; }

    /// <summary>
    /// Gets whether the check may pass later, without a change: the service or Entra throttled it or had a problem, could not be reached,
    /// or did not answer in time. It is false for a check that passed.
    /// </summary>
    public bool IsTransient { get; init; }

    /// <summary>
    /// Gets the error codes of the service or of Entra that the check found, such as <c>AADSTS50173</c>, from the outermost to the
    /// innermost; empty if there are none. A code that is longer than 128 characters, or has characters other than letters, digits and
    /// <c>-_.:/+=|$[]</c>, is left out.
    /// </summary>
    /// <exception cref="ArgumentNullException">The list that is set is null or contains null.</exception>
    public IReadOnlyList<string> ErrorCodes
    {
        get;
        init => field = ListCopy.Of([.. ListCopy.Of(value, nameof(ErrorCodes)).Where(code => ForeignWord.Of(code) is not null)]);
    } = [];

    /// <summary>
    /// Gets the service's id of the response that made the check fail (<c>request-id</c>). Microsoft's support asks for it. It is null if
    /// there is none, or if it is longer than 128 characters or has characters other than letters, digits and
    /// <c>-_.:/+=|$[]</c>.
    /// </summary>
    public string? RequestId { get; init => field = ForeignWord.Of(value); }

    /// <summary>Gets the id of the request that made the check fail (<c>client-request-id</c>); null if there is none.</summary>
    public Guid? ClientRequestId { get; init; }

    /// <summary>Gets the id of the diagnosis (<c>MS-CorrelationId</c>), if a request made the check fail; null if none did.</summary>
    public Guid? CorrelationId { get; init; }

    /// <summary>Gets the ids in one line; null if there are none.</summary>
    internal string? Ids =>
        (string[])[.. Parts().Where(part => part.Id is not null).Select(part => $"{part.Name} {part.Id}")] is { Length: > 0 } ids
            ? string.Join(", ", ids)
            : null;

    /// <summary>Returns the check in one line.</summary>
    public override string ToString() =>
        $"{Name}: {Outcome}. {Finding}{(NextStep is null ? "" : " " + NextStep)}{(Ids is null ? "" : $" ({Ids})")}";

    /// <summary>Returns the check with the codes and the ids of the request that made it fail; itself if it did not fail.</summary>
    internal DiagnosisCheck FailedBy(ReferralsException failure) => Outcome != DiagnosisOutcome.Failed ? this
        : new(Name, Outcome, Finding, NextStep)
        {
            IsTransient = IsTransient,
            ErrorCodes = failure is ReferralsAuthenticationException { EntraErrorCode: { } code } ? [code] : failure.ErrorCodes,
            RequestId = failure.RequestId,
            ClientRequestId = failure.ClientRequestId,
            CorrelationId = failure.CorrelationId,
        };

    private (string Name, object? Id)[] Parts() =>
        [("request-id", RequestId), ("client-request-id", ClientRequestId), ("MS-CorrelationId", CorrelationId)];
}
