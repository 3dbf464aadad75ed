using System.Globalization;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Writes times for people: in UTC, to the second.</summary>
internal static class PageTime
{
    public static Html Of(DateTimeOffset time) => $"""
        <time>{time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)}</time>
        """;
}
