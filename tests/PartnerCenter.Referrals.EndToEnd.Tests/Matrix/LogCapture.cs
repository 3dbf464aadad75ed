using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Matrix;

/// <summary>
/// Receives every log line, span, measurement and exception, and keeps those that contain planted data. Spans and measurements come from
/// the whole process, including other tests. After each log line, span and measurement it throws, because what observes a call must not
/// decide its result.
/// </summary>
internal sealed class LogCapture : ILoggerFactory, ILogger
{
    /// <summary>
    /// The collection of the tests that listen to the spans of the process: .NET calls no listener after one that throws.
    /// </summary>
    public const string Collection = "Span listeners";

    private readonly ActivityListener _spans;
    private readonly MeterListener _measures = new();
    private readonly ConcurrentDictionary<string, byte> _secrets = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, int> _counts = [];

    public LogCapture()
    {
        // The last entry is how every access token begins.
        AddSecrets(PlantedData.Mark, PlantedData.Phone, "eyJ");
        _spans = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == ReferralsTelemetry.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ObserveSpan,
        };
        ActivitySource.AddActivityListener(_spans);
        _measures.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == ReferralsTelemetry.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _measures.SetMeasurementEventCallback<double>((_, _, tags, _) => ObserveMeasurement(tags));
        _measures.SetMeasurementEventCallback<long>((_, _, tags, _) => ObserveMeasurement(tags));
        _measures.Start();
    }

    /// <summary>Gets the places where planted data was found, with the text.</summary>
    public ConcurrentBag<string> Leaks { get; } = [];

    /// <summary>Gets the number of texts of each kind: <c>log</c>, <c>span</c>, <c>measure</c>, <c>exception</c>.</summary>
    public int Count(string kind) => _counts.GetValueOrDefault(kind);

    /// <summary>Adds texts that must not appear anywhere.</summary>
    public void AddSecrets(params ReadOnlySpan<string> secrets)
    {
        foreach (string secret in secrets)
        {
            _secrets[secret] = 0;
        }
    }

    public void RecordException(Exception exception)
    {
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        Record("exception", $"{exception}\n{string.Join('\n', Properties(exception, seen))}");
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        Observe("log", Text(state));
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Observe("log", $"{formatter(state, exception)} {Text(state)} {exception}");

    public void Dispose()
    {
        _spans.Dispose();
        _measures.Dispose();
    }

    // Prints an exception like a logger that reads all properties, inner exceptions and lists.
    private static IEnumerable<string> Properties(object value, HashSet<object> seen)
    {
        if (!seen.Add(value))
        {
            yield break;
        }

        foreach (System.Reflection.PropertyInfo property in value.GetType().GetProperties().Where(
            property => property.GetIndexParameters().Length == 0))
        {
            object? inside = property.GetValue(value);
            yield return $"{property.Name}={Text(inside)}";
            foreach (Exception inner in inside is IEnumerable many and not string
                ? many.OfType<Exception>()
                : inside is Exception one ? [one] : [])
            {
                foreach (string line in Properties(inner, seen))
                {
                    yield return line;
                }
            }
        }
    }

    private static string Text(object? value) => value switch
    {
        string text => text,
        IEnumerable<KeyValuePair<string, object?>> pairs => string.Join(';', pairs.Select(pair => $"{pair.Key}={Text(pair.Value)}")),
        IEnumerable many => string.Join(',', many.Cast<object?>().Select(Text)),
        _ => $"{value}",
    };

    private void ObserveSpan(Activity span) => Observe(
        "span",
        $"{span.DisplayName} {span.StatusDescription} {Text(span.TagObjects)} "
            + $"{string.Join(' ', span.Events.Select(one => $"{one.Name} {Text(one.Tags)}"))} {Text(span.Baggage)}");

    private void ObserveMeasurement(ReadOnlySpan<KeyValuePair<string, object?>> tags) => Observe("measure", Text(tags.ToArray()));

    private void Observe(string kind, string text)
    {
        Record(kind, text);
        throw PlantedData.NewFailure();
    }

    private void Record(string kind, string text)
    {
        _counts.AddOrUpdate(kind, 1, static (_, count) => count + 1);
        if (_secrets.Keys.Any(secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase)))
        {
            Leaks.Add($"{kind}: {text}");
        }
    }
}
