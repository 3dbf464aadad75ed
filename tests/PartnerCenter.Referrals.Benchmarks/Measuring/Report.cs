using System.Globalization;

namespace PartnerCenter.Referrals.Benchmarks;

internal static class Report
{
    /// <summary>Prints a line; its numbers look the same on every machine.</summary>
    public static void Line(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>Prints a line that has no target.</summary>
    public static void Figure(FormattableString line) => Console.WriteLine("      " + line.ToString(CultureInfo.InvariantCulture));

    /// <summary>Prints a line that has a target, and whether it is met.</summary>
    public static bool Target(bool isMet, FormattableString line)
    {
        Console.WriteLine((isMet ? "pass  " : "MISS  ") + line.ToString(CultureInfo.InvariantCulture));
        return isMet;
    }
}
