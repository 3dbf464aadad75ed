using System.Collections;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Provides texts for the places of a response that .NET quotes, and checks that neither an exception nor a log line or span repeats them.
/// It is the logger and the listener of one client.
/// </summary>
internal sealed class PlantedText : ILoggerFactory, ILogger, IDisposable
{
    public const string Mail = "planted.ada@fabrikam.example.com";
    public const string AccessToken = "eyJplanted.access.token";
    public const string RefreshToken = "0.planted-refresh-token";

    private readonly List<string> _observed = [];
    private readonly ActivityListener _listener;

    /// <param name="endpoint">The endpoint of the client, which tells its spans from those of other tests.</param>
    public PlantedText(Uri endpoint)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ReferralsTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.GetTagItem("server.port") is int port && port == endpoint.Port && span.GetTagItem("server.address") is string host
                    && host == endpoint.Host)
                {
                    Observe($"{span.DisplayName} {span.StatusDescription} {string.Join(';', span.TagObjects)} "
                        + string.Join(';', span.Events.Select(one => $"{one.Name} {string.Join(';', one.Tags)}")));
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Checks an exception, as a logger prints it that reads the properties and the data of it and of its causes.</summary>
    public static void RequireAbsent(Exception exception)
    {
        RequireAbsent(exception.ToString());
        for (Exception? one = exception; one is not null; one = one.InnerException)
        {
            RequireAbsent($"{one.Message} {one.Source} {one.HelpLink} {one.StackTrace}");
            RequireAbsent(string.Join(';', one.Data.Cast<DictionaryEntry>().Select(entry => $"{entry.Key}={entry.Value}")));
            if (one is AggregateException many)
            {
                Assert.All(many.InnerExceptions, RequireAbsent);
            }
        }
    }

    public static void RequireAbsent(string text) => Assert.DoesNotContain("planted", text, StringComparison.OrdinalIgnoreCase);

    /// <summary>Checks everything that was logged or traced.</summary>
    public void RequireSilence()
    {
        lock (_observed)
        {
            Assert.NotEmpty(_observed);
            Assert.All(_observed, RequireAbsent);
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Observe($"{formatter(state, exception)} {exception}");

    public void Dispose() => _listener.Dispose();

    private void Observe(string text)
    {
        lock (_observed)
        {
            _observed.Add(text);
        }
    }
}
