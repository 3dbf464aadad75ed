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
        { Tokens = FirstToken(fault) };
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
            // A token that the store could not write is kept, and only the write is repeated.
            Tokens = fault.Callback == UserCallback.StoreWrite ? 1 : FirstToken(fault) + 1,
            Time = fault switch
            {
                { Callback: UserCallback.StoreWrite } => ExpectedOutcomes.Silence(fault) + ExpectedOutcomes.Wait(fault, 1),
                // The second attempt still waits for the first token request, which ends after a minute; the third attempt sends a new one.
                { Stalls: true } => new Span(60, 62),
                _ => ExpectedOutcomes.Wait(fault, 1),
            },
        };

    private static ExpectedOutcome NoToken(MatrixFault fault) =>
        new(typeof(ReferralsAuthenticationException), 0)
        {
            Says = "was not sent",
            RetryAfter = fault.RetryAfter,
            Tokens = FirstToken(fault),
        };

    // The token requests of the first attempt.
    private static int FirstToken(MatrixFault fault) => fault.IsRefusal || fault.Callback == UserCallback.StoreRead ? 0 : 1;

    private static int AttemptsOf(MatrixFault fault) => fault.RetryAfter > MatrixClock.CallLimit / 2 ? 2 : ExpectedOutcomes.MaxAttempts;

    private static int TokensOf(MatrixFault fault) => fault switch
    {
        { IsRefusal: true } or { Callback: UserCallback.StoreRead } => 0,
        { Callback: UserCallback.StoreWrite } => 1,
        { Stalls: true } => 2,
        _ => AttemptsOf(fault),
    };

    private static Span TimeOf(MatrixFault fault)
    {
        Span waits = Enumerable.Range(1, AttemptsOf(fault) - 1)
            .Select(number => ExpectedOutcomes.Wait(fault, number)).Aggregate((one, other) => one + other);
        return fault switch
        {
            { Callback: UserCallback.StoreWrite } => Span.Of(AttemptsOf(fault) * fault.StallLimit.TotalSeconds) + waits,
            { Stalls: true } => Span.Of(MatrixClock.CallLimit.TotalSeconds),
            _ => waits,
        };
    }
}
