namespace PartnerCenter.Referrals.EndToEnd.Tests.Matrix;

/// <summary>Holds what docs/failures.md promises for a client that is disposed while it is used.</summary>
internal static class ExpectedDisposals
{
    // The waits after the first and after the second of the three searches for a write.
    private const double FirstSearchWait = 1;
    private const double SecondSearchWait = 2;

    private static readonly MatrixFault Unclear = new("", Proof.Transient);

    /// <summary>Returns the expected outcome of a cell; null if the call does not wait in this phase.</summary>
    public static ExpectedOutcome? Of(MatrixOperation operation, DisposalPhase phase)
    {
        int first = operation.Before + 1;
        if (phase == DisposalPhase.BeforeCall)
        {
            return Disposed(0) with { Tokens = 0 };
        }

        if (phase == DisposalPhase.TokenRequest)
        {
            return Disposed(0) with { Time = ExpectedOutcomes.Wait(Unclear, 1) };
        }

        if (phase == DisposalPhase.Gate)
        {
            return Disposed(0) with { Tokens = 0, Time = ExpectedOutcomes.RetryAfterSpan(ExpectedOutcomes.GateSeconds) };
        }

        if (phase == DisposalPhase.Request || phase == DisposalPhase.HeadOnly)
        {
            ExpectedOutcome lost = operation.IsRead ? Disposed(first) : Unknown(first, effects: 1);
            return lost with { Time = ExpectedOutcomes.Silence(phase.Fault with { Stalls = phase.Fault.ShowsStatus }) + WaitOf(operation) };
        }

        if (phase == DisposalPhase.WholeAnswer)
        {
            return ExpectedOutcomes.Value(operation, first);
        }

        if (phase == DisposalPhase.RetryAfter)
        {
            return Disposed(first) with { Time = ExpectedOutcomes.RetryAfterSpan(phase.Fault.RetryAfter!.Value.TotalSeconds) };
        }

        return phase == DisposalPhase.Backoff ? InBackoff(operation, first) : BeforeFollowUp(operation, first);
    }

    // A search, or a wait, that has begun goes on. The next request is not sent any more.
    private static ExpectedOutcome? InBackoff(MatrixOperation operation, int first) => operation switch
    {
        { IsRead: true } => Disposed(first) with { Time = WaitOf(operation) },
        { IsSearchedFor: true } => Unknown(first + 1, effects: 0) with { Time = WaitOf(operation) },
        { Kind: OperationKind.ConditionalWrite } => Unknown(first, effects: 0) with { Time = WaitOf(operation) },
        _ => null,
    };

    private static ExpectedOutcome BeforeFollowUp(MatrixOperation operation, int first) => operation switch
    {
        { IsRead: true } => new ExpectedOutcome(typeof(ReferralsException), first),
        { IsSearchedFor: true } => Unknown(first, effects: 1) with { Time = WaitOf(operation) },
        { IsPatch: true } => Unknown(first, effects: 1) with { Says = "was applied" },
        _ => Unknown(first, effects: 1),
    };

    private static Span WaitOf(MatrixOperation operation) => operation switch
    {
        { IsSearchedFor: true } => Span.Of(FirstSearchWait + SecondSearchWait),
        { Kind: OperationKind.UnconditionalWrite } => default,
        _ => ExpectedOutcomes.Wait(Unclear, 1),
    };

    private static ExpectedOutcome Disposed(int requests) => new(typeof(ObjectDisposedException), requests);

    private static ExpectedOutcome Unknown(int requests, int effects) =>
        new(typeof(ReferralOutcomeUnknownException), requests) { Effects = effects, Says = ExpectedOutcomes.MayHave };
}
