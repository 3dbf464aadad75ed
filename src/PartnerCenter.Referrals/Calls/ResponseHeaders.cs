using System.Net.Http.Headers;

namespace PartnerCenter.Referrals;

/// <summary>Reads the response headers that the client uses (wire contract 1.3).</summary>
internal static class ResponseHeaders
{
    /// <summary>Returns the <c>request-id</c> header; null if there is none that messages and logs may repeat.</summary>
    public static string? RequestId(this HttpResponseMessage response) => ForeignWord.Of(Single(response.Headers, "request-id"));

    /// <summary>Returns the ETag as sent, quotes included. <see cref="EntityTagHeaderValue"/> would refuse a tag without quotes.</summary>
    public static string? EntityTag(this HttpResponseMessage response) => Single(response.Headers, "ETag");

    /// <summary>
    /// Returns the service's time, in UTC, when it sent the response; null if the <c>Date</c> header is missing or cannot be read.
    /// </summary>
    public static DateTimeOffset? ServiceTime(this HttpResponseMessage response) => response.Headers.Date?.ToUniversalTime();

    /// <summary>Returns the host of the <c>Location</c> header; null if there is none that messages may repeat.</summary>
    public static string? RedirectHost(this HttpResponseMessage response) =>
        ForeignWord.Of(response.Headers.Location is { IsAbsoluteUri: true, Host: var host } ? host : null);

    private static string? Single(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out HeaderStringValues values) && values.Count > 0 ? values.ToString() : null;
}
