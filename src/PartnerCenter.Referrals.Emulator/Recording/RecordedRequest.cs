using System.Diagnostics;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Represents one request as the emulator received it, with the status of the response. Headers and body contain whatever was sent,
/// including tokens and secrets; <see cref="ToString"/> shows neither. A recorded request is immutable and safe for use by several threads.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class RecordedRequest
{
    internal RecordedRequest()
    {
    }

    /// <summary>Gets the part of the emulator that received the request.</summary>
    public required RecordedRequestKind Kind { get; init; }

    /// <summary>Gets whether the request went to the token endpoint.</summary>
    public bool IsTokenRequest => Kind == RecordedRequestKind.Token;

    /// <summary>Gets the HTTP method as it was sent.</summary>
    public required string Method { get; init; }

    /// <summary>Gets the path, percent-encoded as it was sent.</summary>
    public required string Path { get; init; }

    /// <summary>Gets the query with its question mark, percent-encoded as it was sent, or an empty string if there was none.</summary>
    public required string Query { get; init; }

    /// <summary>Gets the headers. Names are case-insensitive, and several values of one name are joined by a comma.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>Gets the body, read as UTF-8, or its first megabyte if it was longer. It is empty if there was none.</summary>
    public required string Body { get; init; }

    /// <summary>Gets the value of the Content-Length header in bytes, or null if the body came in chunks or there was none.</summary>
    public required long? ContentLength { get; init; }

    /// <summary>Gets the status code of the emulator's response, or 0 if a <see cref="Fault"/> prevented a response.</summary>
    public required int StatusCode { get; init; }

    /// <summary>Gets the fault that applied to the request, or null if it was handled as usual.</summary>
    public required Fault? Fault { get; init; }

    /// <summary>
    /// Gets when the request's head had arrived, in UTC, on the clock of <see cref="ReferralsEmulatorOptions.TimeProvider"/>.
    /// </summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>
    /// Gets the time from the arrival of the request's head to the complete response, without
    /// <see cref="ReferralsEmulatorOptions.ResponseDelay"/> and without sending the response. It is real time, even with a fake clock.
    /// </summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>
    /// Returns the method, path, status and fault, for example <c>GET /v1.0/engagements/referrals 503 Status(503)</c>, but no query,
    /// headers or body.
    /// </summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"{Method} {Path}{(StatusCode == 0 ? "" : $" {StatusCode}")}{(Fault is null ? "" : $" {Fault}")}";
}
