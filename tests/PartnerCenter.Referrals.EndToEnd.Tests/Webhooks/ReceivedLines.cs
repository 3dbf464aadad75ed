using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Collects the log lines of a host, by their event ids. It is thread-safe.</summary>
internal sealed class ReceivedLines : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(int Event, string Text)> _lines = [];

    public IReadOnlyList<string> Of(int eventId) => [.. _lines.Where(line => line.Event == eventId).Select(line => line.Text)];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue((eventId.Id, formatter(state, exception)));

    public void Dispose()
    {
    }

    public override string ToString() => string.Join('\n', _lines.Select(line => line.Text));
}
