using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace PartnerCenter.Referrals;

/// <summary>Holds the events that wait for their handlers. An event is remembered only once it is queued. It is thread-safe.</summary>
internal sealed class WebhookQueue
{
    private readonly Lock _lock = new();
    private readonly RememberedEvents _remembered;
    private readonly Channel<QueuedEvent> _channel;

    public WebhookQueue(IOptions<ReferralsWebhookOptions> options, TimeProvider time)
    {
        _remembered = new RememberedEvents(options.Value.MaxRememberedEvents, time);
        // With another mode than Wait, TryWrite would drop an event instead of refusing it.
        _channel = Channel.CreateBounded<QueuedEvent>(
            new BoundedChannelOptions(options.Value.QueueCapacity) { FullMode = BoundedChannelFullMode.Wait });
    }

    public ChannelReader<QueuedEvent> Reader => _channel.Reader;

    public EnqueueResult TryAdd(QueuedEvent queued)
    {
        lock (_lock)
        {
            if (_remembered.Contains(queued.Event))
            {
                return EnqueueResult.Duplicate;
            }

            if (!_channel.Writer.TryWrite(queued))
            {
                return EnqueueResult.Refused;
            }

            _remembered.Add(queued.Event);
            return EnqueueResult.Queued;
        }
    }

    /// <summary>Refuses all further events. Those that wait can still be read.</summary>
    public void Complete() => _channel.Writer.TryComplete();
}
