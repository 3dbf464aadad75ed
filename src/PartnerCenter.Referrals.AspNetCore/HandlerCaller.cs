using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PartnerCenter.Referrals;

/// <summary>Calls the handlers of an event one after the other. One that throws is called again alone, and does not stop the others.</summary>
internal sealed class HandlerCaller(
    IServiceScopeFactory scopes, IOptions<ReferralsWebhookOptions> options, WebhookMetrics metrics, TimeProvider time, ILoggerFactory loggers)
{
    private static readonly ActivitySource Source = new(ReferralsTelemetry.Name);

    private readonly ReferralsWebhookOptions _options = options.Value;
    private readonly ILogger _logger = loggers.CreateLogger(ReferralsTelemetry.Name);

    public async Task CallAllAsync(QueuedEvent queued, CancellationToken stopping)
    {
        using Activity? span = StartSpan(queued);
        // The handlers are created again for each call, so that none gets what a failed call has left in its scope.
        for (int handler = 0; handler < CountHandlers(); handler++)
        {
            if (!await CallAsync(queued.Event, handler, stopping).ConfigureAwait(false))
            {
                span?.SetStatus(ActivityStatusCode.Error);
            }
        }
    }

    private int CountHandlers()
    {
        using IServiceScope scope = scopes.CreateScope();
        return scope.ServiceProvider.GetServices<IReferralWebhookHandler>().Count();
    }

    private async Task<bool> CallAsync(ReferralWebhookEvent webhookEvent, int handler, CancellationToken stopping)
    {
        for (int attempt = 1; ; attempt++)
        {
            CallResult result = await CallOnceAsync(webhookEvent, handler, stopping).ConfigureAwait(false);
            if (result.Exception is not { } exception)
            {
                return true;
            }

            if (stopping.IsCancellationRequested)
            {
                return false; // The dispatcher reports the event.
            }

            if (attempt >= _options.MaxHandlerAttempts || result.IsLeftBehind)
            {
                Log.HandlerGaveUp(
                    _logger, result.Handler, exception, webhookEvent.Name, webhookEvent.ReferralId, webhookEvent.ChangedDateTime, attempt);
                return false;
            }

            TimeSpan delay = _options.HandlerRetryDelay * Math.Pow(2, Math.Min(attempt - 1, 10));
            Log.HandlerRetries(
                _logger, result.Handler, exception, webhookEvent.Name, webhookEvent.ReferralId, delay.TotalMilliseconds, attempt);
            try
            {
                await Task.Delay(delay, time, stopping).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }
    }

    private async Task<CallResult> CallOnceAsync(ReferralWebhookEvent webhookEvent, int index, CancellationToken stopping)
    {
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        string name = nameof(IReferralWebhookHandler);
        long started = time.GetTimestamp();
        // Another thread, because a handler may block.
        Task running = Task.Run(RunAsync, CancellationToken.None);
        string? error = null;
        bool isLeftBehind = false;
        try
        {
            await running.WaitAsync(_options.HandlerTimeout, time, stopping).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            isLeftBehind = !running.IsCompleted;
            error = isLeftBehind ? nameof(TimeoutException) : failure.GetType().Name;
            Observe(running);
            await ended.CancelAsync().ConfigureAwait(false);
        }

        metrics.RecordHandler(name, error, time.GetElapsedTime(started));
        return new CallResult(name, error, isLeftBehind);

        // The scope ends with the handler, also with one that is left behind.
        async Task RunAsync()
        {
            CancellationToken token = ended.Token;
            await using AsyncServiceScope scope = scopes.CreateAsyncScope();
            IReferralWebhookHandler handler = scope.ServiceProvider.GetServices<IReferralWebhookHandler>().ElementAt(index);
            name = handler.GetType().Name;
            await handler.HandleAsync(ContextOf(webhookEvent, scope.ServiceProvider), token).ConfigureAwait(false);
        }
    }

    private ReferralWebhookContext ContextOf(ReferralWebhookEvent webhookEvent, IServiceProvider provider) => new(
        webhookEvent,
        (id, cancellationToken) => ClientOf(provider).GetAsync(id, cancellationToken: cancellationToken));

    private IReferralsClient ClientOf(IServiceProvider provider) => _options.ClientKey is { } key
        ? provider.GetRequiredKeyedService<IReferralsClient>(key)
        : provider.GetRequiredService<IReferralsClient>();

    private static Activity? StartSpan(QueuedEvent queued)
    {
        try
        {
            Activity? span = Source.StartActivity(
                ActivityKind.Consumer, name: $"referrals webhook {queued.Event.Name}",
                links: queued.Request == default ? null : [new ActivityLink(queued.Request)]);
            span?.SetTag("partnercenter.webhook.event", queued.Event.Name.ToString());
            return span;
        }
        catch (Exception)
        {
            // A listener that fails cannot report its own failure, and what observes an event never decides its result.
            return null;
        }
    }

    // The late failure of a handler that was left behind has no other observer.
    private static void Observe(Task running) => running.ContinueWith(
        static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private readonly record struct CallResult(string Handler, string? Exception, bool IsLeftBehind);
}
