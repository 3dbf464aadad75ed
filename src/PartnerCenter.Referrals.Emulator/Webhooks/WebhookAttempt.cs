namespace PartnerCenter.Referrals.Emulator;

/// <summary>Represents one try to deliver a webhook's event. It is immutable and safe for use by several threads.</summary>
public sealed class WebhookAttempt
{
    internal WebhookAttempt()
    {
    }

    /// <summary>Gets the status code of the receiver's response, or null if none arrived.</summary>
    public required int? StatusCode { get; init; }

    /// <summary>Gets why no response arrived, or null if one did. It describes the exception or the fault.</summary>
    public required string? Error { get; init; }

    /// <summary>Gets what the emulator did wrong on purpose, or null if it did nothing wrong.</summary>
    public required WebhookFault? Fault { get; init; }

    /// <summary>Gets when the try started, in UTC, on the clock of <see cref="ReferralsEmulatorOptions.TimeProvider"/>.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>Gets the bytes of the body as they were sent.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Gets the headers as they were sent, without those of the connection. Names are case-insensitive.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>Returns the status or why there is none, and the fault, for example <c>401 TamperedBody</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{(StatusCode is { } status ? $"{status}" : Error)}{(Fault is null ? "" : $" {Fault}")}";
}
