using System.Globalization;

namespace PartnerCenter.Referrals.Benchmarks;

internal static class Report
{
    /// <summary>Prints a line; its numbers look the same on every machine.</summary>
    public static void Line(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
