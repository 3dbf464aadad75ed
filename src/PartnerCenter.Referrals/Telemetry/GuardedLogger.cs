using Microsoft.Extensions.Logging;

namespace PartnerCenter.Referrals;

/// <summary>
/// Passes log lines to the user's logger, each in a scope with the name of the client, and drops the exceptions that the logger throws:
/// what observes a call never decides its result.
/// </summary>
internal sealed class GuardedLogger(ILogger logger, string? clientName = null) : ILogger
{
    private readonly ClientScope? _scope = clientName is null ? null : new ClientScope(clientName);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel)
    {
        try
        {
            return logger.IsEnabled(logLevel);
        }
        catch (Exception)
        {
            return false;
        }
    }

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            using (_scope is null ? null : logger.BeginScope(_scope))
            {
                logger.Log(logLevel, eventId, state, exception, formatter);
            }
        }
        catch (Exception)
        {
            // A logger that fails cannot report its own failure, and there is no other place for it.
        }
    }
}
