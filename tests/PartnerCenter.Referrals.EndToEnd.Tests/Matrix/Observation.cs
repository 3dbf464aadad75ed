namespace PartnerCenter.Referrals.EndToEnd.Tests.Matrix;

/// <summary>Describes how a cell ended.</summary>
internal sealed record Observation(Exception? Failure, int Requests, int Arrived, int Tokens, int Effects, TimeSpan Time, bool HasWaited)
{
    /// <summary>Gets whether the value equals the service's record; true if there is no value.</summary>
    public bool ValueIsStored { get; init; } = true;

    /// <summary>Returns the differences from the expectation, one line each.</summary>
    public IEnumerable<string> DifferencesFrom(ExpectedOutcome promise)
    {
        Type? ended = Failure is OperationCanceledException ? typeof(OperationCanceledException) : Failure?.GetType();
        (string What, object? Promised, object? Seen)[] all =
        [
            ("ends in", promise.Exception?.Name ?? "a value", ended?.Name ?? "a value"),
            ("requests", promise.Requests, Requests),
            ("requests that arrived", promise.Arrived, Arrived),
            ("token requests", promise.Tokens ?? Tokens, Tokens),
            ("writes that stand", promise.Effects, Effects),
            ("value is what is stored", true, ValueIsStored),
            ("time", promise.Time, promise.Time.Holds(Time) ? promise.Time : Time),
            ("message", promise.Says, promise.Says is null
                ? SaysOfWrites
                : Failure?.Message.Contains(promise.Says, StringComparison.Ordinal) == true ? promise.Says : Failure?.Message),
            ("RetryAfter", promise.RetryAfter,
                promise.RetryAfter is { } asked && Hint is { } hint && (asked - hint).Duration() < TimeSpan.FromSeconds(1)
                    ? asked
                    : promise.RetryAfter is null ? null : Hint),
        ];
        return all.Where(
            one => !Equals(one.Promised, one.Seen)).Select(
                one => $"{one.What}: promised {one.Promised ?? "nothing"}, seen {one.Seen ?? "nothing"}");
    }

    private TimeSpan? Hint => (Failure as ReferralsException)?.RetryAfter;

    // The message mentions an effect where none is expected.
    private string? SaysOfWrites =>
        Failure is OperationCanceledException && Failure.Message.Contains("effect", StringComparison.Ordinal) ? Failure.Message : null;
}
