namespace PartnerCenter.Referrals.Emulator;

/// <summary>Describes how a response is sent without the web server, which would enforce the rules of HTTP.</summary>
/// <param name="Sent">How much of the response is sent.</param>
/// <param name="ConnectionEnding">How the connection ends after that.</param>
internal sealed record FaultDelivery(ResponsePart Sent, ConnectionEnding ConnectionEnding)
{
    /// <summary>Gets the number of bytes by which <c>Content-Length</c> is wrong.</summary>
    public int LengthError { get; init; }

    /// <summary>Gets the time before each byte of the body; null sends all bytes at once.</summary>
    public TimeSpan? Pace { get; init; }

    /// <summary>Gets whether the connection ends before the service handles the request.</summary>
    public bool EndsFirst { get; init; }
}
