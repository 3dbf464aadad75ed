using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PartnerCenter.Referrals;

/// <summary>
/// Takes events from the queue and has them handled, so many at a time as allowed. When the host stops, what waits is handled until the
/// host's own limit; the rest is logged, because it was answered with 200.
/// </summary>
internal sealed class WebhookDispatcher(
    WebhookQueue queue, HandlerCaller caller, IOptions<ReferralsWebhookOptions> options, ILoggerFactory loggers)
    : IHostedService, IAsyncDisposable, IDisposable
{
    private readonly GuardedLogger _logger = new(loggers.CreateLogger(ReferralsTelemetry.Name));
    private readonly CancellationTokenSource _stopping = new();
    private Task _workers = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // A handler has nothing of the context in which the host was started.
        using (ExecutionContext.SuppressFlow())
        {
            _workers = Task.WhenAll(Enumerable.Range(0, options.Value.MaxConcurrentEvents).Select(_ => Task.Run(WorkAsync)));
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Complete();
        try
        {
            await _workers.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The workers then leave their handlers behind, and report what they hold and what still waits.
            await _stopping.CancelAsync().ConfigureAwait(false);
            await _workers.ConfigureAwait(false);
        }
    }

    // A host that is disposed without a stop still reports what it had answered with 200.
    public async ValueTask DisposeAsync()
    {
        queue.Complete();
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _workers.ConfigureAwait(false);
        _stopping.Dispose();
    }

    public void Dispose()
    {
        queue.Complete();
        _stopping.Cancel();
        _workers.Wait(); // They leave their handlers behind, so that this does not take long.
        _stopping.Dispose();
    }

    private async Task WorkAsync()
    {
        CancellationToken stopping = _stopping.Token;
        // Without the token: what waits is handled as long as the host allows.
        await foreach (QueuedEvent queued in queue.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            if (!await caller.CallAllAsync(queued, stopping).ConfigureAwait(false))
            {
                Log.Lost(_logger, queued.Event.Name, queued.Event.ReferralId, queued.Event.ChangedDateTime);
            }
        }
    }
}
