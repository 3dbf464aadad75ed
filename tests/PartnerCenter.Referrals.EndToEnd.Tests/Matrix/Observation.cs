namespace PartnerCenter.Referrals.EndToEnd.Tests.Matrix;

/// <summary>Describes how a cell ended.</summary>
internal sealed record Observation(Exception? Failure, int Requests, int Arrived, int Tokens, int Effects, TimeSpan Time, bool HasWaited)
{
    /// <summary>Gets whether the value equals the service's record; true if there is no value.</summary>
    public bool ValueIsStored { get; init; } = true;

    /// <summary>Returns the differences from the expectation, one line each.</summary>
    public IEnumerable<string> DifferencesFrom(ExpectedOutcome expected)
    {
        Type? ended = Failure is OperationCanceledException ? typeof(OperationCanceledException) : Failure?.GetType();
        (string What, object? Expected, object? Seen)[] all =
        [
            ("ends in", expected.Exception?.Name ?? "a value", ended?.Name ?? "a value"),
            ("requests", expected.Requests, Requests),
            ("requests that arrived", expected.Arrived, Arrived),
            ("token requests", expected.Tokens ?? Tokens, Tokens),
            ("writes that were applied", expected.Effects, Effects),
            ("value is what is stored", true, ValueIsStored),
            ("time", expected.Time, expected.Time.Holds(Time) ? expected.Time : Time),
            ("message", expected.Says, expected.Says is null
                ? SaysOfWrites
                : Failure?.Message.Contains(expected.Says, StringComparison.Ordinal) == true ? expected.Says : Failure?.Message),
            ("RetryAfter", expected.RetryAfter,
                expected.RetryAfter is { } retryAfter && Hint is { } hint && (retryAfter - hint).Duration() < TimeSpan.FromSeconds(1)
                    ? retryAfter
                    : expected.RetryAfter is null ? null : Hint),
        ];
        return all.Where(
            one => !Equals(one.Expected, one.Seen)).Select(
                one => $"{one.What}: expected {one.Expected ?? "nothing"}, seen {one.Seen ?? "nothing"}");
    }

    private TimeSpan? Hint => (Failure as ReferralsException)?.RetryAfter;

    // The message mentions an effect where none is expected.
    private string? SaysOfWrites =>
        Failure is OperationCanceledException or ObjectDisposedException && Failure.Message.Contains("effect", StringComparison.Ordinal)
            ? Failure.Message
            : null;
}
