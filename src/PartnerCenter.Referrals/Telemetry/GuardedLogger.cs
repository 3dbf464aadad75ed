using Microsoft.Extensions.Logging;

namespace PartnerCenter.Referrals;

/// <summary>
/// Passes log lines to the user's logger, and drops the exceptions that the logger throws: what observes a call never decides its result.
/// </summary>
internal sealed class GuardedLogger(ILogger logger) : ILogger
{
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
            logger.Log(logLevel, eventId, state, exception, formatter);
        }
        catch (Exception)
        {
            // A logger that fails cannot report its own failure, and there is no other place for it.
        }
    }
}
