using System.Globalization;
using System.Security;
using System.Text;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>
/// Draws the ratios to the floor as bars, into the SVG file that docs/performance.md shows. The same ratios give the same file: the scale
/// is fixed, and a bar that is longer than the scale ends there, with an arrow.
/// </summary>
internal static class Picture
{
    private const int Width = 880;
    private const int LeftOfNames = 16;
    private const int LeftOfBytes = 230;
    private const int LeftOfTimes = 560;
    private const int WidthOfColumn = 260;
    private const int HeightOfHead = 64;
    private const int HeightOfName = 30;
    private const int HeightOfBar = 18;
    private const double Scale = 10;

    private const string Style = """
        text { font: 13px system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; fill: #1f2328 }
        .name { font-weight: 600 }
        .back { fill: #ffffff }
        .sdk { fill: #0969da }
        .peer { fill: #afb8c1 }
        .floor { stroke: #1f2328; stroke-dasharray: 3 2 }
        @media (prefers-color-scheme: dark) {
          text { fill: #e6edf3 }
          .back { fill: #0d1117 }
          .sdk { fill: #4493f8 }
          .peer { fill: #545d68 }
          .floor { stroke: #e6edf3 }
        }
        """;

    private static readonly List<Bar> Bars = [];

    /// <summary>Adds the bars of one candidate of a scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="candidate">The candidate.</param>
    /// <param name="bytes">Its bytes, divided by the floor's; null if they are not compared.</param>
    /// <param name="time">Its time, divided by the floor's.</param>
    public static void Add(string scenario, string candidate, double? bytes, double time) =>
        Bars.Add(new Bar(scenario, candidate, bytes, time));

    /// <summary>Writes the file if the working directory is in the repository, and says where or why not.</summary>
    public static void Write()
    {
        if (Repository.Holding(Environment.CurrentDirectory) is not { } root)
        {
            Report.Line($"The picture is not written, because the working directory is not in the repository.");
            return;
        }

        File.WriteAllText(Path.Combine(root, "docs", "performance.svg"), Draw());
        Report.Line($"The picture is in docs/performance.svg.");
    }

    private static string Draw()
    {
        StringBuilder body = new();
        int y = HeightOfHead;
        foreach (IGrouping<string, Bar> scenario in Bars.GroupBy(bar => bar.Scenario))
        {
            y += HeightOfName;
            Text(body, LeftOfNames, y - HeightOfBar + 13, scenario.Key, "name");
            int top = y;
            foreach (Bar bar in scenario)
            {
                Text(body, LeftOfNames, y + 13, bar.Candidate);
                string fill = bar.Candidate == Sdk.PackageName ? "sdk" : "peer";
                Rectangle(body, LeftOfBytes, y, bar.Bytes, fill);
                Rectangle(body, LeftOfTimes, y, bar.Time, fill);
                y += HeightOfBar;
            }

            if (scenario.All(bar => bar.Bytes is not null))
            {
                Floor(body, LeftOfBytes, top, y);
            }

            Floor(body, LeftOfTimes, top, y);
        }

        int height = y + 16;
        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{height}" viewBox="0 0 {Width} {height}" role="img">
            <title>Bytes and time of each scenario, divided by the floor's</title>
            <style>
            {Style}
            </style>
            <rect class="back" width="{Width}" height="{height}"/>
            <text class="name" x="{LeftOfBytes}" y="28">Bytes allocated</text>
            <text class="name" x="{LeftOfTimes}" y="28">Time</text>
            <text x="{LeftOfBytes}" y="48">divided by the floor's (dashed line); shorter is better</text>
            {body}</svg>

            """);
    }

    private static void Text(StringBuilder body, int x, int y, string text, string style = "label") =>
        body.Append(
            CultureInfo.InvariantCulture, $"<text class=\"{style}\" x=\"{x}\" y=\"{y}\">{SecurityElement.Escape(text)}</text>\n");

    private static void Rectangle(StringBuilder body, int x, int y, double? ratio, string fill)
    {
        if (ratio is not { } value)
        {
            return;
        }

        double width = Math.Min(value, Scale) / Scale * WidthOfColumn;
        body.Append(
            CultureInfo.InvariantCulture,
            $"<rect class=\"{fill}\" x=\"{x}\" y=\"{y + 2}\" width=\"{width:0.0}\" height=\"{HeightOfBar - 4}\"/>\n");
        string ratioOrMore = value.ToString("N2", CultureInfo.InvariantCulture) + (value > Scale ? " \u2192" : "");
        Text(body, x + (int)Math.Max(width, WidthOfColumn / Scale) + 6, y + 13, ratioOrMore);
    }

    private static void Floor(StringBuilder body, int left, int top, int bottom)
    {
        int x = left + (int)(WidthOfColumn / Scale);
        body.Append(CultureInfo.InvariantCulture, $"<path class=\"floor\" d=\"M{x} {top}V{bottom}\"/>\n");
    }

    private sealed record Bar(string Scenario, string Candidate, double? Bytes, double Time);
}
