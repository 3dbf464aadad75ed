using System.Collections.Concurrent;
using System.Threading.Channels;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Records the events that it is called with, and then does what a test wants.</summary>
internal sealed class RecordingHandler(Func<ReferralWebhookContext, CancellationToken, Task>? then = null) : IReferralWebhookHandler
{
    private readonly ConcurrentQueue<ReferralWebhookEvent> _events = [];
    private readonly Channel<bool> _calls = Channel.CreateUnbounded<bool>();

    public IReadOnlyCollection<ReferralWebhookEvent> Events => _events;

    /// <summary>Waits until it was called so many more times.</summary>
    public async Task CalledAsync(int times = 1)
    {
        for (int i = 0; i < times; i++)
        {
            await _calls.Reader.ReadAsync(TestContext.Current.CancellationToken);
        }
    }

    public Task HandleAsync(ReferralWebhookContext context, CancellationToken cancellationToken = default)
    {
        _events.Enqueue(context.Event);
        _calls.Writer.TryWrite(true);
        return then?.Invoke(context, cancellationToken) ?? Task.CompletedTask;
    }
}
