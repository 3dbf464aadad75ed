using System.Globalization;
using System.Net.Http.Headers;

namespace PartnerCenter.Referrals;

/// <summary>
/// Reads how long a response asks to wait. Gateways write it as whole or fractional seconds, as a date, as several values, or in headers of
/// Azure's that count milliseconds. The longest of them counts, because a call that is sent too early counts against the limit (wire
/// contract 7.4).
/// </summary>
internal static class RetryAfterHeaders
{
    private const NumberStyles Number = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private static readonly string[] Milliseconds = ["retry-after-ms", "x-ms-retry-after-ms"];

    // About 68 years. No response makes the client compute with a longer time.
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(int.MaxValue);

    /// <summary>
    /// Returns the time to wait, counted from now; null if no header of the response can be read. A date in the past gives zero. A date is
    /// compared with the <c>Date</c> of the response, because this machine's clock may be wrong; without one, with the given clock.
    /// </summary>
    public static TimeSpan? GetRetryAfter(this HttpResponseHeaders headers, TimeProvider time, string name = "Retry-After")
    {
        TimeSpan? longest = null;
        foreach (string value in ValuesOf(headers, name))
        {
            string[] parts = value.Split(',');
            for (int index = 0; index < parts.Length; index++)
            {
                Take(ReadNumber(parts[index], TimeSpan.TicksPerSecond)
                    ?? ReadDate(parts, index) - (headers.Date ?? time.GetUtcNow()));
            }
        }

        foreach (string value in Milliseconds.SelectMany(name => ValuesOf(headers, name)))
        {
            foreach (string part in value.Split(','))
            {
                Take(ReadNumber(part, TimeSpan.TicksPerMillisecond));
            }
        }

        return longest;

        void Take(TimeSpan? wait)
        {
            if (wait is { } known && !(known <= longest))
            {
                longest = known < TimeSpan.Zero ? TimeSpan.Zero : known < MaxWait ? known : MaxWait;
            }
        }
    }

    private static HeaderStringValues ValuesOf(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out HeaderStringValues values) ? values : default;

    // A part is rounded up to whole units. More digits than a number holds give infinity, and so the longest wait.
    private static TimeSpan? ReadNumber(string part, long unit)
    {
        ReadOnlySpan<char> text = part.AsSpan().Trim(" \t\"+;"); // A gateway that adds these still means the number.
        return text.Length > 0 && (char.IsAsciiDigit(text[0]) || text[0] == '.')
            && double.TryParse(text, Number, CultureInfo.InvariantCulture, out double read)
                ? Math.Ceiling(read) < MaxWait.Ticks / unit ? TimeSpan.FromTicks((long)Math.Ceiling(read) * unit) : MaxWait
                : null;
    }

    // Most dates have a comma of their own, after the name of the day.
    private static DateTimeOffset? ReadDate(string[] parts, int index) =>
        (index + 1 < parts.Length && RetryConditionHeaderValue.TryParse(
            $"{parts[index]},{parts[index + 1]}", out RetryConditionHeaderValue? whole) ? whole.Date : null)
        ?? (RetryConditionHeaderValue.TryParse(parts[index], out RetryConditionHeaderValue? date) ? date.Date : ReadIsoDate(parts[index]));

    private static DateTimeOffset? ReadIsoDate(string part) => DateTimeOffset.TryParseExact(
        part.Trim(),
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal,
        out DateTimeOffset date)
            ? date
            : null;
}
