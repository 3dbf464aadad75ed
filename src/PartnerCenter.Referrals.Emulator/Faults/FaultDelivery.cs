namespace PartnerCenter.Referrals.Emulator;

/// <summary>How an answer goes over the wire, past the web server, which would keep HTTP's rules.</summary>
/// <param name="Sent">How much of the answer is sent.</param>
/// <param name="ConnectionEnding">What the connection comes to after that.</param>
internal sealed record FaultDelivery(ResponsePart Sent, ConnectionEnding ConnectionEnding)
{
    /// <summary>By how many bytes <c>Content-Length</c> is off.</summary>
    public int LengthError { get; init; }

    /// <summary>The time before each byte of the body; null sends all at once.</summary>
    public TimeSpan? Pace { get; init; }

    /// <summary>Whether the connection ends first, and only then the service acts.</summary>
    public bool EndsFirst { get; init; }
}
