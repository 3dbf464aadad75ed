using System.Globalization;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Reads and writes dates as wire contract 3 shows them: UTC with <c>Z</c>, up to seven fraction digits, trailing zeros trimmed.
/// </summary>
internal static class DateTimeOffsetConverter
{
    private static readonly string[] Accepted =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd",
    ];

    public static string Write(DateTimeOffset value) =>
        value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>Reads a date in one of the accepted ISO 8601 forms. A date without an offset is in UTC.</summary>
    public static bool TryRead(string? text, out DateTimeOffset value) => DateTimeOffset.TryParseExact(
        text, Accepted, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out value);
}
