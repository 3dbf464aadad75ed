using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PartnerCenter.Referrals;

/// <summary>
/// Calls the handlers of an event one after the other. One that throws is called again alone, and does not stop the others. Handlers that
/// cannot be created are reported together, because the container creates all of them at once.
/// </summary>
internal sealed class HandlerCaller(
    IServiceScopeFactory scopes, IOptions<ReferralsWebhookOptions> options, WebhookMetrics metrics, TimeProvider time,
    ILoggerFactory loggers)
    : IDisposable
{
    private const int CallsForEachEvent = 4;

    private static readonly TimeSpan MaxDelay = TimeSpan.FromMinutes(5);

    private readonly ReferralsWebhookOptions _options = options.Value;
    private readonly GuardedLogger _logger = new(loggers.CreateLogger(ReferralsTelemetry.Name));
    // A call that was left behind keeps its place until it ends, so that their number is limited.
    private readonly SemaphoreSlim _places = new(CallsForEachEvent * options.Value.MaxConcurrentEvents);

    /// <summary>
    /// Calls all handlers. Returns false if the host stopped before all of them had ended or were given up. It does not throw.
    /// </summary>
    public async Task<bool> CallAllAsync(QueuedEvent queued, CancellationToken stopping)
    {
        using WebhookSpan span = WebhookSpan.Start(queued);
        int count = 1;
        for (int index = 0; index < count; index++)
        {
            HandlerResult result = await CallAsync(queued.Event, index, stopping).ConfigureAwait(false);
            count = result.Count;
            if (result.Exception is not null)
            {
                span.MarkFailed();
                if (stopping.IsCancellationRequested)
                {
                    return false;
                }
            }
        }

        return true;
    }

    public void Dispose() => _places.Dispose();

    private async Task<HandlerResult> CallAsync(ReferralWebhookEvent webhookEvent, int index, CancellationToken stopping)
    {
        for (int attempt = 1; ; attempt++)
        {
            HandlerResult result = await CallOnceAsync(webhookEvent, index, stopping).ConfigureAwait(false);
            // If the host stops, the dispatcher reports the event.
            if (result.Exception is not { } exception || stopping.IsCancellationRequested)
            {
                return result;
            }

            string handler = result.Handler ?? nameof(IReferralWebhookHandler);
            if (attempt >= _options.MaxHandlerAttempts || result.IsLeftBehind)
            {
                Log.HandlerGaveUp(
                    _logger, handler, exception, webhookEvent.Name, webhookEvent.ReferralId, webhookEvent.ChangedDateTime, attempt);
                return result;
            }

            TimeSpan doubled = _options.HandlerRetryDelay * Math.Pow(2, Math.Min(attempt - 1, 20));
            TimeSpan delay = doubled < MaxDelay ? doubled : MaxDelay;
            Log.HandlerRetries(_logger, handler, exception, webhookEvent.Name, webhookEvent.ReferralId, delay.TotalMilliseconds, attempt);
            await Task.Delay(delay, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stopping.IsCancellationRequested)
            {
                return result;
            }
        }
    }

    private async Task<HandlerResult> CallOnceAsync(ReferralWebhookEvent webhookEvent, int index, CancellationToken stopping)
    {
        try
        {
            if (_places.CurrentCount == 0)
            {
                Log.NoPlace(_logger, CallsForEachEvent * _options.MaxConcurrentEvents);
            }

            await _places.WaitAsync(stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return new HandlerResult(null, nameof(OperationCanceledException));
        }

        string? name = null;
        int count = 0;
        // Not linked and not disposed: the handler may register callbacks that block, and may use its token when it was left behind.
        CancellationTokenSource ended = new();
        long started = time.GetTimestamp();
        // Another thread, because a handler may block.
        Task running = Task.Run(RunAsync, CancellationToken.None);
        HandlerResult result;
        try
        {
            await running.WaitAsync(_options.HandlerTimeout, time, stopping).ConfigureAwait(false);
            result = new HandlerResult(name, null) { Count = count };
        }
        catch (Exception) when (!running.IsCompleted)
        {
            result = new HandlerResult(name, nameof(TimeoutException)) { Count = count, IsLeftBehind = true };
            Observe(ended.CancelAsync());
            Observe(running);
        }
        catch (Exception failure)
        {
            // The time may have ended just before the handler did.
            string? exception = running.IsCompletedSuccessfully
                ? null
                : (running.Exception?.GetBaseException() ?? failure).GetType().Name;
            result = new HandlerResult(name, exception) { Count = count };
        }

        if (name is not null)
        {
            metrics.RecordHandler(name, result.Exception, time.GetElapsedTime(started));
        }

        return result;

        // The scope ends with the handler, also with one that is left behind.
        async Task RunAsync()
        {
            try
            {
                await using AsyncServiceScope scope = scopes.CreateAsyncScope();
                // Created again for each call, so that a handler gets nothing of what a failed call has left.
                IReferralWebhookHandler[] handlers = [.. scope.ServiceProvider.GetServices<IReferralWebhookHandler>()];
                count = handlers.Length;
                name = handlers[index].GetType().FullName;
                await handlers[index].HandleAsync(ContextOf(webhookEvent, scope.ServiceProvider), ended.Token).ConfigureAwait(false);
            }
            finally
            {
                _places.Release();
            }
        }
    }

    private ReferralWebhookContext ContextOf(ReferralWebhookEvent webhookEvent, IServiceProvider provider) => new(
        webhookEvent, (id, cancellationToken) => ClientOf(provider).GetAsync(id, cancellationToken: cancellationToken));

    private IReferralsClient ClientOf(IServiceProvider provider) => _options.ClientKey is { } key
        ? provider.GetRequiredKeyedService<IReferralsClient>(key)
        : provider.GetRequiredService<IReferralsClient>();

    // Nobody waits for what is left behind, so its late failure is observed and dropped.
    private static void Observe(Task left) => left.ContinueWith(
        static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
