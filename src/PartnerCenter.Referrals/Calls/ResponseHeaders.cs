using System.Buffers;
using System.Net.Http.Headers;

namespace PartnerCenter.Referrals;

/// <summary>Reads the response headers that the client uses (wire contract 1.3).</summary>
internal static class ResponseHeaders
{
    private const int MaxIdLength = 128;
    private const int MaxHostLength = 253;

    private static readonly SearchValues<char> IdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:/+=|");

    private static readonly SearchValues<char> HostCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.:[]");

    /// <summary>
    /// Returns the <c>request-id</c> header; null if its value does not look like an id. Messages and logs repeat the id, and a proxy can
    /// send any text.
    /// </summary>
    public static string? RequestId(this HttpResponseMessage response) =>
        Single(response.Headers, "request-id") is { Length: > 0 and <= MaxIdLength } id && !id.AsSpan().ContainsAnyExcept(IdCharacters)
            ? id
            : null;

    /// <summary>Returns the ETag as sent, quotes included. <see cref="EntityTagHeaderValue"/> would refuse a tag without quotes.</summary>
    public static string? EntityTag(this HttpResponseMessage response) => Single(response.Headers, "ETag");

    /// <summary>
    /// Returns the service's time, in UTC, when it sent the response; null if the <c>Date</c> header is missing or cannot be read.
    /// </summary>
    public static DateTimeOffset? ServiceTime(this HttpResponseMessage response) => response.Headers.Date?.ToUniversalTime();

    /// <summary>
    /// Returns the host of the <c>Location</c> header; null if there is none, or if it does not look like one. Messages repeat the host.
    /// </summary>
    public static string? RedirectHost(this HttpResponseMessage response) =>
        response.Headers.Location is { IsAbsoluteUri: true, Host: { Length: > 0 and <= MaxHostLength } host }
        && !host.AsSpan().ContainsAnyExcept(HostCharacters)
            ? host
            : null;

    private static string? Single(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out HeaderStringValues values) && values.Count > 0 ? values.ToString() : null;
}
