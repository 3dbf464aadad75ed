using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Threading.Channels;
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

        Assert.Empty(await SendAsync(app, Enumerable.Range(1, Events - 1)));
        await handler.HandledAsync(Events);

        Assert.All(handled, times => Assert.Equal(1, times));
        // The memory of the events that were sent, a day's or 10,000, is some 300 bytes each.
        long growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(growth < 16 * 1024 * 1024, $"The memory grew by {growth:N0} bytes.");
    }

    [Fact]
    public async Task Ten_thousand_events_under_a_stopped_handler_arrive_on_the_next_tries_of_the_sender()
    {
        const int capacity = 1_000;
        int[] handled = new int[Events];
        TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        RecordingNumbers handler = new(handled, open.Task);
        await using ReceiverApp app = await ReceiverApp.StartAsync(
            [handler],
            options => (options.QueueCapacity, options.MaxConcurrentEvents, options.HandlerTimeout) = (capacity, 4, TimeSpan.FromHours(1)),
            logLevel: LogLevel.Error);

        IReadOnlyCollection<int> refused = await SendAsync(app, Enumerable.Range(0, Events));
        Assert.InRange(refused.Count, Events - capacity - 4, Events - capacity);

        open.SetResult();
        int accepted = Events - refused.Count;
        for (int tries = 2; refused.Count > 0; tries++)
        {
            Assert.InRange(tries, 2, 10); // Partner Center tries ten times (wire contract 9.5).
            await handler.HandledAsync(accepted);
            IReadOnlyCollection<int> again = await SendAsync(app, refused);
            (accepted, refused) = (refused.Count - again.Count, again);
        }

        await handler.HandledAsync(accepted);
        Assert.All(handled, times => Assert.Equal(1, times));
    }

    /// <summary>Sends events over 32 connections, and returns those that were answered with 503.</summary>
    private static async Task<IReadOnlyCollection<int>> SendAsync(ReceiverApp app, IEnumerable<int> numbers)
    {
        ConcurrentQueue<int> left = new(numbers);
        ConcurrentBag<int> refused = [];
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            while (left.TryDequeue(out int number))
            {
                if (await app.SendAsync(ReceiverApp.Event(number)) is not HttpStatusCode.OK and var answer)
                {
                    Assert.Equal(HttpStatusCode.ServiceUnavailable, answer);
                    refused.Add(number);
                }
            }
        }))).WaitAsync(TestContext.Current.CancellationToken);
        return refused;
    }

    // Counts the events by their numbers, without keeping them.
    private sealed class RecordingNumbers(int[] handled, Task? before = null) : IReferralWebhookHandler
    {
        private readonly Channel<bool> _handled = Channel.CreateUnbounded<bool>();

        /// <summary>Waits until so many more events were handled.</summary>
        public async Task HandledAsync(int events)
        {
            for (int i = 0; i < events; i++)
            {
                await _handled.Reader.ReadAsync(TestContext.Current.CancellationToken);
            }
        }

        public async Task HandleAsync(ReferralWebhookContext context, CancellationToken cancellationToken = default)
        {
            await (before ?? Task.CompletedTask).WaitAsync(cancellationToken);
            int number = int.Parse(context.Event.ReferralId.AsSpan(24), CultureInfo.InvariantCulture);
            Interlocked.Increment(ref handled[number]);
            _handled.Writer.TryWrite(true);
        }
    }
}
