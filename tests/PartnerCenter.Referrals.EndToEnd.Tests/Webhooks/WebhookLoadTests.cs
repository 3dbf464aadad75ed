using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Tests that many events arrive, each once, and what they leave in memory.</summary>
public sealed class WebhookLoadTests
{
    private const int Events = 10_000;
    private const int Connections = 32;

    [Fact]
    public async Task Ten_thousand_events_from_32_connections_are_each_handled_once()
    {
        int[] handled = new int[Events];
        RecordingNumbers handler = new(handled);
        await using ReceiverApp app = await ReceiverApp.StartAsync(
            [handler], options => options.QueueCapacity = Events, logLevel: LogLevel.Warning);
        Assert.Equal(HttpStatusCode.OK, await app.SendAsync(ReceiverApp.Event(0)));
        long before = GC.GetTotalMemory(forceFullCollection: true);

        int next = 0;
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is < Events and int number)
            {
                Assert.Equal(HttpStatusCode.OK, await app.SendAsync(ReceiverApp.Event(number)));
            }
        }))).WaitAsync(TestContext.Current.CancellationToken);
        await handler.Done.WaitAsync(TestContext.Current.CancellationToken);

        Assert.All(handled, times => Assert.Equal(1, times));
        // The memory of the events that were sent, a day's or 10,000, is some 300 bytes each.
        long growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(growth < 16 * 1024 * 1024, $"The memory grew by {growth:N0} bytes.");
    }

    // Counts the events by their numbers, without keeping them.
    private sealed class RecordingNumbers(int[] handled) : IReferralWebhookHandler
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _count;

        public Task Done => _done.Task;

        public Task HandleAsync(ReferralWebhookContext context, CancellationToken cancellationToken = default)
        {
            int number = int.Parse(context.Event.ReferralId.AsSpan(24), CultureInfo.InvariantCulture);
            Interlocked.Increment(ref handled[number]);
            if (Interlocked.Increment(ref _count) == handled.Length)
            {
                _done.SetResult();
            }

            return Task.CompletedTask;
        }
    }
}
