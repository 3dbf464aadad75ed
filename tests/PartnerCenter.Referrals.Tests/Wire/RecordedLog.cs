using Microsoft.Extensions.Logging;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Records the log lines of a client.</summary>
internal sealed class RecordedLog : ILoggerFactory, ILogger
{
    private readonly List<(int Event, string Text)> _lines = [];

    /// <summary>Returns the texts of the lines with an event id, in order.</summary>
    public IReadOnlyList<string> Of(int eventId) => [.. _lines.Where(line => line.Event == eventId).Select(line => line.Text)];

    /// <summary>Returns all lines.</summary>
    public override string ToString() => string.Join('\n', _lines.Select(line => line.Text));

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Add((eventId.Id, formatter(state, exception)));

    public void Dispose()
    {
    }
}
