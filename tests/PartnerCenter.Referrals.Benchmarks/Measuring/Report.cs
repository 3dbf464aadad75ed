using System.Globalization;

namespace PartnerCenter.Referrals.Benchmarks;

internal static class Report
{
    /// <summary>Prints a line with numbers in the invariant culture.</summary>
    public static void Line(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>Prints a line that has no target.</summary>
    public static void Figure(FormattableString line) => Console.WriteLine("      " + line.ToString(CultureInfo.InvariantCulture));

    /// <summary>Prints a line that has a target, and whether the target is met.</summary>
    public static bool Target(bool isMet, FormattableString line)
    {
        Console.WriteLine((isMet ? "pass  " : "MISS  ") + line.ToString(CultureInfo.InvariantCulture));
        return isMet;
    }

    /// <summary>Prints a ratio after its description, and whether it is at most the target if there is one.</summary>
    public static bool Ratio(double? max, double ratio, FormattableString what)
    {
        string text = what.ToString(CultureInfo.InvariantCulture);
        if (max is { } most)
        {
            return Target(ratio <= most, $"{text}{ratio,8:N3} (at most {most:N2})");
        }

        Figure($"{text}{ratio,8:N3}");
        return true;
    }
}
