using System.Diagnostics.Metrics;
using System.Reflection;
using Microsoft.Extensions.Logging;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Compares docs/telemetry.md with the spans, metrics and log lines.</summary>
public sealed class TelemetryDocumentTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "telemetry.md"));

    public static TheoryData<string> LogLines => [.. typeof(Log).GetMethods()
        .Select(method => (method.Name, Message: method.GetCustomAttribute<LoggerMessageAttribute>()!))
        .Where(line => line.Message is not null)
        .Select(line => $"| {line.Message.EventId} | `{line.Name}` | {line.Message.Level} | `{line.Message.Message}` |")];

    public static TheoryData<string> InstrumentLines => [.. typeof(Instruments).GetProperties()
        .Select(property => (Instrument)property.GetValue(null)!)
        .Select(
            instrument => $"| `{instrument.Name}` | {(instrument is Histogram<double> ? "histogram" : "counter")} | `{instrument.Unit}` | "
                + $"{instrument.Description}")];

    [Theory, MemberData(nameof(LogLines)), MemberData(nameof(InstrumentLines))]
    public void Each_log_line_and_each_instrument_is_listed(string row) =>
        Assert.True(Page.Contains(row, StringComparison.Ordinal), $"docs/telemetry.md lacks this row, or has another in its place:\n{row}");

    [Fact]
    public void Nothing_is_listed_that_is_not_emitted()
    {
        string[] rows = [.. Page.Split('\n').Where(line => line.StartsWith("| `partnercenter.referrals.", StringComparison.Ordinal)
            || (line.Length > 2 && char.IsAsciiDigit(line[2])))];

        Assert.Equal(LogLines.Count + InstrumentLines.Count, rows.Length);
    }

    [Fact]
    public void Event_ids_are_given_once()
    {
        int[] ids =
            [.. typeof(Log).GetMethods().Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId).OfType<int>()];

        Assert.Equal(ids.Distinct().Count(), ids.Length);
    }
}
