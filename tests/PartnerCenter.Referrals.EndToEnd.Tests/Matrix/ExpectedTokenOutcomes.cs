namespace PartnerCenter.Referrals.EndToEnd.Tests.Matrix;

/// <summary>
/// Holds what docs/failures.md promises for faults of the token request. Nothing has been sent to the service then, so all operations end
/// the same way.
/// </summary>
internal static class ExpectedTokenOutcomes
{
    /// <summary>Returns the expected outcome of a cell; null if the client never waits.</summary>
    public static ExpectedOutcome? Of(MatrixOperation operation, MatrixFault fault, CellKind kind)
    {
        ExpectedOutcome cancelled = ExpectedOutcomes.Cancelled(
            0, operation.IsRead ? null : ExpectedOutcomes.HadNone) with
        { Tokens = fault.IsRefusal ? 0 : 1 };
        return kind switch
        {
            CellKind.Once => IsRetried(fault) ? Retried(operation, fault) : NoToken(fault),
            CellKind.Lasting => IsRetried(fault) ? NoToken(fault) with { Tokens = TokensOf(fault), Time = TimeOf(fault) } : NoToken(fault),
            CellKind.Before => cancelled with { Tokens = 0 },
            CellKind.During => cancelled,
            _ => IsRetried(fault) ? cancelled with { Time = ExpectedOutcomes.Silence(fault) } : null,
        };
    }

    private static bool IsRetried(MatrixFault fault) => fault.Proves switch
    {
        Proof.Throttled => fault.RetryAfter is null || fault.RetryAfter < MatrixClock.CallLimit,
        Proof.Transient or Proof.AnswerLost or Proof.NothingSent => true,
        _ => false,
    };

    private static ExpectedOutcome Retried(MatrixOperation operation, MatrixFault fault) =>
        ExpectedOutcomes.Value(operation, operation.Before + 1) with
        {
            Tokens = fault.IsRefusal ? 1 : 2,
            // The second attempt still waits for the first token request, which ends after a minute; the third attempt sends a new one.
            Time = fault.Stalls ? new Span(60, 62) : ExpectedOutcomes.Wait(fault, 1),
        };

    private static ExpectedOutcome NoToken(MatrixFault fault) =>
        new(typeof(ReferralsAuthenticationException), 0) { Says = "was not sent", RetryAfter = fault.RetryAfter };

    private static int AttemptsOf(MatrixFault fault) => fault.RetryAfter > MatrixClock.CallLimit / 2 ? 2 : ExpectedOutcomes.MaxAttempts;

    private static int TokensOf(MatrixFault fault) => fault switch
    {
        { IsRefusal: true } => 0,
        { Stalls: true } => 2,
        _ => AttemptsOf(fault),
    };

    private static Span TimeOf(MatrixFault fault) => fault.Stalls
        ? Span.Of(MatrixClock.CallLimit.TotalSeconds)
        : Enumerable.Range(
            1, AttemptsOf(fault) - 1).Select(number => ExpectedOutcomes.Wait(fault, number)).Aggregate((one, other) => one + other);
}
