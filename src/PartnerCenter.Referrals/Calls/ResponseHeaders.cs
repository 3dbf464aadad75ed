using System.Buffers;
using System.Net.Http.Headers;

namespace PartnerCenter.Referrals;

/// <summary>The headers of an answer that the client reads (wire contract 1.3).</summary>
internal static class ResponseHeaders
{
    private const int MaxIdLength = 128;

    private static readonly SearchValues<char> IdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:/+=|");

    /// <summary>Only what looks like an id: it is repeated in messages and logs, and a proxy may put there what it likes.</summary>
    public static string? RequestId(this HttpResponseMessage response) =>
        Single(response.Headers, "request-id") is { Length: > 0 and <= MaxIdLength } id && !id.AsSpan().ContainsAnyExcept(IdCharacters)
            ? id
            : null;

    /// <summary>As sent, quotes included: <see cref="EntityTagHeaderValue"/> would refuse a tag without them.</summary>
    public static string? EntityTag(this HttpResponseMessage response) => Single(response.Headers, "ETag");

    // Some 68 years: the most that the header's own type holds.
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(int.MaxValue);

    /// <summary>
    /// The wait that is asked for, counted from now; null if none is named, or none that can be read. A date in the past is no wait.
    /// </summary>
    public static TimeSpan? GetRetryAfter(this HttpResponseHeaders headers, TimeProvider time, string name = "Retry-After")
    {
        string? text = Single(headers, name);
        RetryConditionHeaderValue? read = RetryConditionHeaderValue.TryParse(text, out RetryConditionHeaderValue? parsed) ? parsed : null;
        TimeSpan? wait = read switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            // More seconds than the header's type holds. Taken for none, the next attempt would come far too soon.
            _ when text is { Length: > 0 } && text.All(char.IsAsciiDigit) => MaxWait,
            _ => null,
        };
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static string? Single(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out HeaderStringValues values) && values.Count > 0 ? values.ToString() : null;
}
