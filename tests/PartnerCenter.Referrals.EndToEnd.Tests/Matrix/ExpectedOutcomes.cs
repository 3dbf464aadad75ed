namespace PartnerCenter.Referrals.EndToEnd.Tests.Matrix;

/// <summary>Holds what docs/failures.md promises for each cell. It is written from that page, not from a run.</summary>
internal static class ExpectedOutcomes
{
    public const int MaxAttempts = 4;
    private const int MaxResends = 3;
    private const int MaxConflictRetries = 5;
    private const int Searches = 3;
    private const int MaxEmptyPages = 100;
    public const double GateSeconds = 57;
    public const string MayHave = "may have taken effect";
    public const string HadNone = "had no effect";

    /// <summary>Returns the expected outcome of a cell; null if the client never waits, so that the cell does not exist.</summary>
    public static ExpectedOutcome? Of(MatrixOperation operation, MatrixFault fault, CellKind kind)
    {
        if (fault.IsOfToken)
        {
            return ExpectedTokenOutcomes.Of(operation, fault, kind);
        }

        // The token of a first request is acquired for it, and a refusal of it is final. That of a later one is held.
        bool isTokenReplaced = fault.HandlesClaimsChallenges || (fault.RefusesToken && operation.Before > 0);
        if (isTokenReplaced && kind != CellKind.Before)
        {
            return WithOtherToken(operation, fault, kind);
        }

        ExpectedOutcome? expected = kind switch
        {
            CellKind.Once => Once(operation, fault),
            CellKind.Lasting => Lasting(operation, fault),
            CellKind.Before => Cancelled(0, operation.IsRead ? null : HadNone),
            CellKind.During => During(operation, fault),
            _ => InAWait(operation, fault),
        };
        // A call that prepares the cell has fetched the token already.
        return expected is null ? null : expected with { Tokens = kind == CellKind.Before || fault.IsRefusal || fault.WaitsAtGate ? 0 : 1 };
    }

    private static ExpectedOutcome Once(MatrixOperation operation, MatrixFault fault)
    {
        int first = operation.Before + 1;
        if (fault.WaitsAtGate)
        {
            return Value(operation, first) with { Time = RetryAfterSpan(GateSeconds) };
        }

        if (IsResentByHttpClient(operation, fault))
        {
            return Value(operation, first) with { Arrived = first + 1 };
        }

        if (IsRetried(operation, fault))
        {
            ExpectedOutcome retried = fault.IsHandled && operation.Kind == OperationKind.ConditionalWrite
                ? AfterOwnWrite(operation, first)
                : Value(operation, first + 1);
            return retried with { Arrived = retried.Requests - (fault.IsNeverSent ? 1 : 0), Time = Silence(fault) + Wait(fault, 1) };
        }

        return fault.Proves switch
        {
            Proof.Nothing => Value(operation, fault.IsEmptyPage ? first + 1 : first), // The records are on the next page.
            Proof.Final when operation.IsUpdate && fault.Ends == typeof(ReferralConflictException) =>
                Value(operation, 2 * first) with { Time = ConflictWait(0) }, // The client reads again and applies the change again.
            Proof.Final => new ExpectedOutcome(fault.EndOf(operation), first),
            // The wait exceeds the time left, so the call ends at once.
            Proof.Throttled => new ExpectedOutcome(typeof(ReferralsThrottledException), first) { RetryAfter = fault.RetryAfter },
            _ when operation.IsRead => new ExpectedOutcome(typeof(ReferralsException), first),
            _ when fault.IsNoContent && operation.IsPatch => Value(operation, first + 1), // The client reads the referral afterwards.
            _ => Unknown(operation, fault, first),
        };
    }

    private static ExpectedOutcome Lasting(MatrixOperation operation, MatrixFault fault)
    {
        if (fault.WaitsAtGate)
        {
            return new ExpectedOutcome(typeof(ReferralsThrottledException), 0) { Says = "was not sent" };
        }

        if (fault.Proves == Proof.Final && operation.IsUpdate && fault.Ends == typeof(ReferralConflictException))
        {
            return new ExpectedOutcome(fault.Ends, (2 * (MaxConflictRetries + 1)) + 1)
            {
                Time = Enumerable.Range(0, MaxConflictRetries + 1).Select(ConflictWait).Aggregate((one, other) => one + other),
            };
        }

        if (fault.IsEmptyPage)
        {
            return new ExpectedOutcome(typeof(ReferralsException), MaxEmptyPages) { Says = $"{MaxEmptyPages} empty pages in a row" };
        }

        if (!IsRetried(operation, fault))
        {
            return Once(operation, fault);
        }

        int first = operation.Before + 1;
        bool isConditional = operation.Kind == OperationKind.ConditionalWrite;
        if (isConditional && fault.IsHandled && fault.ShowsStatus)
        {
            return AfterOwnWrite(operation, first) with { Time = Silence(fault) + Wait(fault, 1) + Silence(fault) };
        }

        int attempts = fault.RetryAfter > MatrixClock.CallLimit / 2 ? 2 : MaxAttempts;
        int requests = fault.IsRefusal ? attempts : operation.Before + attempts;
        Type exception = fault.Proves switch
        {
            Proof.Throttled => typeof(ReferralsThrottledException),
            Proof.NothingSent => typeof(ReferralsException),
            _ when isConditional => typeof(ReferralOutcomeUnknownException),
            _ when fault.Stalls => typeof(ReferralsTimeoutException),
            _ => typeof(ReferralsException),
        };
        return new ExpectedOutcome(exception, requests)
        {
            Arrived = ArrivedOf(operation, fault, IsResentByHttpClient(operation, fault) ? requests * (1 + MaxResends) : requests),
            Effects = isConditional && fault.IsHandled ? 1 : 0,
            Says = exception == typeof(ReferralOutcomeUnknownException) ? MayHave
                : fault.IsRefusal || (fault.IsUnsendable && !operation.IsRead) ? "was not sent" // A read has no body that proves it.
                : null,
            RetryAfter = fault.RetryAfter,
            Time = fault.Stalls
                ? Span.Of(MatrixClock.CallLimit.TotalSeconds)
                : Enumerable.Range(1, attempts - 1).Select(number => Wait(fault, number)).Aggregate((one, other) => one + other),
        };
    }

    // One new token and one retry; a second refusal ends the call.
    private static ExpectedOutcome? WithOtherToken(MatrixOperation operation, MatrixFault fault, CellKind kind)
    {
        int first = operation.Before + 1;
        return kind switch
        {
            CellKind.Once when !fault.RequiresClaims || fault.HandlesClaimsChallenges => Value(operation, first + 1) with { Tokens = 2 },
            CellKind.Once or CellKind.Lasting => new ExpectedOutcome(fault.Ends, first + 1) { Tokens = 2 },
            CellKind.During => Cancelled(first, operation.IsRead ? null : HadNone) with { Tokens = null },
            _ => null,
        };
    }

    // The response was not read, so the write may have been applied. A 204 is complete with its head, so the cancellation affects what
    // follows, if anything does.
    private static ExpectedOutcome During(MatrixOperation operation, MatrixFault fault)
    {
        if (fault.IsNoContent && operation.IsPatch)
        {
            return Cancelled(operation.Before + 1, "was applied") with { Effects = 1 };
        }

        if (fault.IsNoContent && !operation.IsSearchedFor && !operation.IsReadAfterUnreadable)
        {
            return Once(operation, fault);
        }

        string? says = operation.IsRead ? null : fault.IsNeverSent || fault.RefusesToken ? HadNone : MayHave;
        int requests = fault.IsRefusal ? 1 : operation.Before + 1;
        return Cancelled(requests, says) with
        {
            Arrived = ArrivedOf(operation, fault, IsResentByHttpClient(operation, fault) ? requests + 1 : requests),
            Effects = !operation.IsRead && (fault.IsHandled || fault.WaitsAtGate) ? 1 : 0,
            Time = fault.WaitsAtGate ? RetryAfterSpan(GateSeconds) : default,
        };
    }

    private static ExpectedOutcome? InAWait(MatrixOperation operation, MatrixFault fault)
    {
        if (fault.WaitsAtGate)
        {
            return Cancelled(0, operation.IsRead ? null : HadNone);
        }

        int first = operation.Before + 1;
        int effects = !operation.IsRead && fault.IsHandled ? 1 : 0;
        if (IsResentByHttpClient(operation, fault))
        {
            return null;
        }

        if (IsRetried(operation, fault))
        {
            string? says = operation.IsRead ? null : fault.Proves is Proof.Throttled or Proof.NothingSent ? HadNone : MayHave;
            return Cancelled(fault.IsRefusal ? 1 : first, says) with
            {
                Arrived = ArrivedOf(operation, fault, first),
                Effects = effects,
                Time = Silence(fault),
            };
        }

        if (fault.Ends == typeof(ReferralConflictException) && operation.IsUpdate)
        {
            return Cancelled(first, HadNone) with { WaitIsJittered = true };
        }

        bool mayExist = fault.Proves is Proof.Transient or Proof.AnswerLost or Proof.Unreadable;
        return operation.IsSearchedFor && mayExist && !fault.IsHandled
            ? Cancelled(first + 1, MayHave) with { Effects = effects, Time = Silence(fault) }
            : null;
    }

    private static bool IsRetried(MatrixOperation operation, MatrixFault fault) => fault.Proves switch
    {
        Proof.Throttled => fault.RetryAfter is null || fault.RetryAfter < MatrixClock.CallLimit,
        Proof.NothingSent => true,
        Proof.Transient or Proof.AnswerLost => operation.Kind != OperationKind.UnconditionalWrite,
        _ => false,
    };

    private static bool IsResentByHttpClient(MatrixOperation operation, MatrixFault fault) =>
        operation.IsRead && fault.IsResentByHttpClient;

    // A header that cannot be sent affects the operation's own request only, a service that refuses connections affects all requests.
    private static int ArrivedOf(MatrixOperation operation, MatrixFault fault, int sent) =>
        fault.IsRefusal ? 0 : fault.IsUnsendable ? operation.Before : sent;

    public static ExpectedOutcome Value(MatrixOperation operation, int requests) =>
        new(null, requests) { Effects = operation.IsRead ? 0 : 1 };

    public static ExpectedOutcome Cancelled(int requests, string? says) =>
        new(typeof(OperationCanceledException), requests) { Says = says };

    // The first write has changed the ETag, so the second gets a 412.
    private static ExpectedOutcome AfterOwnWrite(MatrixOperation operation, int first) => operation.StateIsProof
        ? Value(operation, first + 2)
        : new ExpectedOutcome(typeof(ReferralOutcomeUnknownException), first + 1) { Effects = 1, Says = MayHave };

    private static ExpectedOutcome Unknown(MatrixOperation operation, MatrixFault fault, int first)
    {
        ExpectedOutcome unknown = new(
            typeof(ReferralOutcomeUnknownException), first)
        { Effects = fault.IsHandled ? 1 : 0, Says = MayHave, Time = Silence(fault) };
        if (fault.Proves == Proof.Unreadable && operation.IsReadAfterUnreadable)
        {
            // The client reads the record.
            return fault.IsHandled ? Value(operation, first + 1) : unknown with { Requests = first + 1, Arrived = first + 1 };
        }

        if (!operation.IsSearchedFor)
        {
            return unknown;
        }

        return fault.IsHandled
            ? Value(operation, first + 1) with { Time = unknown.Time }
            : unknown with { Requests = first + Searches, Arrived = first + Searches, Time = unknown.Time + Span.Of(1 + 2) };
    }

    public static Span Silence(MatrixFault fault) => fault.Stalls ? Span.Of(fault.StallLimit.TotalSeconds) : default;

    public static Span Wait(MatrixFault fault, int attempt) => fault.RetryAfter is { } retryAfter
        ? RetryAfterSpan(retryAfter.TotalSeconds)
        : new Span(0.5 * Math.Pow(2, attempt - 1), Math.Pow(2, attempt - 1));

    public static Span RetryAfterSpan(double seconds) => new(seconds, seconds + 0.1);

    private static Span ConflictWait(int conflicts) => new(0, Math.Pow(2, conflicts) / 16);
}
