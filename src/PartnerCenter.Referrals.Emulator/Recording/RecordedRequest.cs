using System.Diagnostics;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// One request as the emulator received it, and the status it answered. Headers and body hold whatever was sent, tokens and secrets
/// included; <see cref="ToString"/> shows neither. Immutable, safe for use by several threads.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class RecordedRequest
{
    internal RecordedRequest()
    {
    }

    /// <summary>Which part of the emulator the request went to.</summary>
    public required RecordedRequestKind Kind { get; init; }

    /// <summary>Whether the request went to the token endpoint.</summary>
    public bool IsTokenRequest => Kind == RecordedRequestKind.Token;

    /// <summary>The HTTP method, as sent.</summary>
    public required string Method { get; init; }

    /// <summary>The path, percent-encoded as it was sent.</summary>
    public required string Path { get; init; }

    /// <summary>The query with its question mark, percent-encoded as it was sent; empty if there was none.</summary>
    public required string Query { get; init; }

    /// <summary>The headers; names are looked up without regard to case, several values of one name are joined by a comma.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The body read as UTF-8, its first megabyte if it was longer; empty if there was none.</summary>
    public required string Body { get; init; }

    /// <summary>The value of the Content-Length header in bytes; null if the body came in chunks or there was none.</summary>
    public required long? ContentLength { get; init; }

    /// <summary>The status code that the emulator answered; 0 if a <see cref="Fault"/> kept it from answering any.</summary>
    public required int StatusCode { get; init; }

    /// <summary>What befell the request; null if it was answered as usual.</summary>
    public required Fault? Fault { get; init; }

    /// <summary>When the request's head had arrived, in UTC, by <see cref="ReferralsEmulatorOptions.TimeProvider"/>.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>
    /// The time from the request's head to the finished answer, without holding it back or sending it: real time, even under a fake clock.
    /// </summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>
    /// Method, path, status and fault, for example <c>GET /v1.0/engagements/referrals 503 Status(503)</c>; neither query, headers nor body.
    /// </summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"{Method} {Path}{(StatusCode == 0 ? "" : $" {StatusCode}")}{(Fault is null ? "" : $" {Fault}")}";
}
