namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Delivers events in the background: for each address one after the other, in the order in which they were raised. An event that ten tries
/// did not deliver is parked (wire contract 9.5).
/// </summary>
internal sealed class DeliveryQueue(EventSender sender) : IAsyncDisposable
{
    /// <summary>Specifies how many deliveries are kept to be read, and how many are parked.</summary>
    public const int MaxKept = 10_000;

    // A receiver that never answers must not fill the memory.
    private const int MaxPending = 100_000;

    private readonly Lock _gate = new();
    private readonly Queue<PendingDelivery> _log = [];
    private readonly Queue<PendingDelivery> _parked = [];
    private readonly Dictionary<Uri, DeliveryLane> _lanes = [];
    private readonly List<Task> _running = [];
    private readonly CancellationTokenSource _stopping = new();
    private TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _pending;
    private bool _isStopped;

    public void Add(PendingDelivery delivery)
    {
        lock (_gate)
        {
            if (_isStopped)
            {
                return;
            }

            Keep(_log, delivery);
            if (_pending >= MaxPending)
            {
                Park(delivery);
                return;
            }

            if (!_lanes.TryGetValue(delivery.Url, out DeliveryLane? lane))
            {
                _lanes.Add(delivery.Url, lane = new DeliveryLane());
            }

            lane.Waiting.AddLast(delivery);
            _pending++;
            if (!lane.IsRunning)
            {
                lane.IsRunning = true;
                Start(delivery.Url, lane);
            }
        }
    }

    /// <summary>Sends the parked events again, with ten tries each, and returns how many there are.</summary>
    public int RedeliverParked()
    {
        PendingDelivery[] parked;
        lock (_gate)
        {
            parked = [.. _parked];
            _parked.Clear();
        }

        foreach (PendingDelivery delivery in parked)
        {
            Add(new PendingDelivery(delivery.Event, delivery.Url, delivery.InMsSignature));
        }

        return parked.Length;
    }

    public IReadOnlyList<WebhookDelivery> Snapshot()
    {
        lock (_gate)
        {
            return [.. _log.Select(delivery => delivery.Snapshot())];
        }
    }

    public void ClearLog()
    {
        lock (_gate)
        {
            _log.Clear();
        }
    }

    /// <summary>Completes when every event that was raised is delivered, parked or held.</summary>
    /// <exception cref="ObjectDisposedException">The emulator has been disposed, or is disposed during the wait.</exception>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        Task idle;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isStopped, typeof(EmulatedWebhooks));
            if (_pending == 0)
            {
                return;
            }

            idle = _idle.Task;
        }

        await idle.WaitAsync(cancellationToken).ConfigureAwait(false);
        ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, typeof(EmulatedWebhooks));
    }

    public async ValueTask DisposeAsync()
    {
        Task[] running;
        lock (_gate)
        {
            if (_isStopped)
            {
                return;
            }

            _isStopped = true;
            running = [.. _running];
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(running).ConfigureAwait(false);
        _idle.TrySetResult();
    }

    private void Start(Uri url, DeliveryLane lane)
    {
        // Deliveries must not carry the context of the request or test that raised the first event.
        bool suppresses = !ExecutionContext.IsFlowSuppressed();
        if (suppresses)
        {
            ExecutionContext.SuppressFlow();
        }

        try
        {
            _running.RemoveAll(task => task.IsCompleted);
            _running.Add(Task.Run(() => RunAsync(url, lane)));
        }
        finally
        {
            if (suppresses)
            {
                ExecutionContext.RestoreFlow();
            }
        }
    }

    private async Task RunAsync(Uri url, DeliveryLane lane)
    {
        try
        {
            while (Next(url, lane) is { } delivery)
            {
                End(lane, delivery, await sender.DeliverAsync(delivery, _stopping.Token).ConfigureAwait(false));
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The emulator is stopping, and what was not delivered stays so.
        }
    }

    private PendingDelivery? Next(Uri url, DeliveryLane lane)
    {
        lock (_gate)
        {
            if (lane.Waiting.First is { } first && !_isStopped)
            {
                lane.Waiting.RemoveFirst();
                return first.Value;
            }

            lane.IsRunning = false;
            if (lane.Held.Count == 0)
            {
                _lanes.Remove(url);
            }

            return null;
        }
    }

    private void End(DeliveryLane lane, PendingDelivery delivery, WebhookDeliveryState state)
    {
        lock (_gate)
        {
            if (state == WebhookDeliveryState.Waiting)
            {
                lane.Held.Add(delivery);
            }
            else
            {
                Release(lane);
                if (state == WebhookDeliveryState.Parked)
                {
                    Park(delivery);
                }
                else
                {
                    delivery.End(state);
                }
            }

            _pending--;
            if (_pending == 0)
            {
                _idle.TrySetResult();
                _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    // The held deliveries come next, in the order in which they were raised.
    private void Release(DeliveryLane lane)
    {
        foreach (PendingDelivery held in Enumerable.Reverse(lane.Held))
        {
            lane.Waiting.AddFirst(held);
            _pending++;
        }

        lane.Held.Clear();
    }

    private void Park(PendingDelivery delivery)
    {
        delivery.End(WebhookDeliveryState.Parked);
        Keep(_parked, delivery);
    }

    private static void Keep(Queue<PendingDelivery> queue, PendingDelivery delivery)
    {
        queue.Enqueue(delivery);
        if (queue.Count > MaxKept)
        {
            queue.Dequeue();
        }
    }
}
