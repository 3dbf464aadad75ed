using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PartnerCenter.Referrals;

/// <summary>
/// Takes events from the queue and has them handled, so many at a time as allowed. When the host stops, what waits is handled until the
/// host's own limit; the rest is logged, because it was answered with 200.
/// </summary>
internal sealed class WebhookDispatcher(
    WebhookQueue queue, HandlerCaller caller, IOptions<ReferralsWebhookOptions> options, ILoggerFactory loggers) : IHostedService, IDisposable
{
    private readonly GuardedLogger _logger = new(loggers.CreateLogger(ReferralsTelemetry.Name));
    private readonly QueuedEvent?[] _current = new QueuedEvent?[options.Value.MaxConcurrentEvents];
    private readonly CancellationTokenSource _stopping = new();
    private Task[] _workers = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // A handler has nothing of the context in which the host was started.
        using (ExecutionContext.SuppressFlow())
        {
            _workers = [.. Enumerable.Range(0, _current.Length).Select(worker => Task.Run(() => WorkAsync(worker), CancellationToken.None))];
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Complete();
        try
        {
            await Task.WhenAll(_workers).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await _stopping.CancelAsync().ConfigureAwait(false); // Its only callbacks are those of waits.
            for (int worker = 0; worker < _current.Length; worker++)
            {
                ReportLost(Interlocked.Exchange(ref _current[worker], null));
            }

            while (queue.Reader.TryRead(out QueuedEvent? waiting))
            {
                ReportLost(waiting);
            }
        }
    }

    public void Dispose()
    {
        // A host whose start has failed stops nothing.
        queue.Complete();
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task WorkAsync(int worker)
    {
        // Without the token: what waits is handled as long as the host allows.
        await foreach (QueuedEvent queued in queue.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            Volatile.Write(ref _current[worker], queued);
            if (_stopping.IsCancellationRequested)
            {
                ReportLost(Interlocked.Exchange(ref _current[worker], null));
                continue;
            }

            await caller.CallAllAsync(queued, _stopping.Token).ConfigureAwait(false);
            // The stop reports what it finds here as lost, and only once.
            Interlocked.CompareExchange(ref _current[worker], null, queued);
        }
    }

    private void ReportLost(QueuedEvent? queued)
    {
        if (queued is not null)
        {
            Log.Lost(_logger, queued.Event.Name, queued.Event.ReferralId, queued.Event.ChangedDateTime);
        }
    }
}
