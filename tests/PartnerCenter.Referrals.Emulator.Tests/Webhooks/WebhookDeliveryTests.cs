using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using static PartnerCenter.Referrals.Emulator.Tests.WebhookSetup;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests the tries of a delivery, their order and their end (wire contract 9.5).</summary>
public sealed class WebhookDeliveryTests
{
    [Fact]
    public async Task An_event_is_tried_ten_times_and_then_parked_until_it_is_delivered_again()
    {
        await using WebhookSetup setup = await StartAsync(WithoutWaits());
        setup.Receiver.Respond = _ => Task.FromResult(503);

        setup.Add("one");
        Assert.Equal(10, (await setup.ReceivedAsync()).Count);
        WebhookDelivery parked = Assert.Single(setup.Webhooks.Deliveries);
        setup.Receiver.Respond = _ => Task.FromResult(204);
        int redelivered = setup.Webhooks.RedeliverParked();
        IReadOnlyList<ReceivedEvent> received = await setup.ReceivedAsync();

        Assert.Equal(WebhookDeliveryState.Parked, parked.State);
        Assert.Equal(Enumerable.Repeat<int?>(503, 10), parked.Attempts.Select(attempt => attempt.StatusCode));
        Assert.Equal((1, 11), (redelivered, received.Count));
        Assert.Single(received.Select(one => one.Text).Distinct());
        Assert.Equal(
            [WebhookDeliveryState.Parked, WebhookDeliveryState.Delivered], setup.Webhooks.Deliveries.Select(delivery => delivery.State));
        Assert.Equal(0, setup.Webhooks.RedeliverParked());
    }

    [Fact]
    public async Task The_waits_between_the_tries_are_those_of_the_option_on_the_emulators_clock()
    {
        var clock = new SignalledTime();
        await using WebhookSetup setup = await StartAsync(new ReferralsEmulatorOptions
        {
            TimeProvider = clock,
            Webhooks = new EmulatedWebhookOptions { RetryDelays = [TimeSpan.FromSeconds(61), TimeSpan.FromSeconds(62)] },
        });
        setup.Receiver.Respond = number => Task.FromResult(number == 4 ? 200 : 500);

        setup.Add("one");
        foreach (int seconds in (int[])[61, 62, 62])
        {
            TimeSpan expected = TimeSpan.FromSeconds(seconds);
            await clock.WaitStartedAsync(expected, expected);
            clock.Advance(expected);
        }

        await setup.ReceivedAsync();
        Assert.Equal(
            [0, 61, 123, 185],
            Assert.Single(setup.Webhooks.Deliveries).Attempts
                .Select(attempt => (attempt.SentAt - new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalSeconds));
    }

    [Theory]
    [InlineData(302)]
    [InlineData(400)]
    [InlineData(401)]
    public async Task Everything_but_2xx_is_a_failure_and_no_redirect_is_followed(int status)
    {
        await using WebhookSetup setup = await StartAsync(WithoutWaits());
        setup.Receiver.Respond = number => Task.FromResult(number == 1 ? status : 202);

        setup.Add("one");

        Assert.Equal(["/webhooks/referrals", "/webhooks/referrals"], (await setup.ReceivedAsync()).Select(received => received.Path));
    }

    [Fact]
    public async Task A_receiver_that_does_not_answer_in_time_is_tried_again()
    {
        var clock = new SignalledTime();
        await using WebhookSetup setup = await StartAsync(new ReferralsEmulatorOptions
        {
            TimeProvider = clock,
            Webhooks = new EmulatedWebhookOptions { RetryDelays = [TimeSpan.Zero], DeliveryTimeout = TimeSpan.FromSeconds(7) },
        });
        var arrived = new TaskCompletionSource();
        var never = new TaskCompletionSource<int>();
        setup.Receiver.Respond = number =>
        {
            arrived.TrySetResult();
            return number == 1 ? never.Task : Task.FromResult(200);
        };

        setup.Add("one");
        await arrived.Task.WaitAsync(TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(7));
        await setup.ReceivedAsync();

        Assert.Equal([null, 200], setup.Webhooks.Deliveries[0].Attempts.Select(attempt => attempt.StatusCode));
        Assert.Contains("00:00:07", setup.Webhooks.Deliveries[0].Attempts[0].Error, StringComparison.Ordinal);
        never.SetResult(200);
    }

    [Fact]
    public async Task A_receiver_that_is_down_is_a_failed_try()
    {
        await using RawClient client = await RawClient.StartAsync(WithoutWaits());
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        client.Emulator.Webhooks.Register(new Uri($"http://localhost:{((IPEndPoint)closed.LocalEndpoint).Port}/"));
        closed.Stop();

        client.Emulator.AddLead();
        await client.Emulator.Webhooks.WaitForDeliveriesAsync(TestContext.Current.CancellationToken);

        WebhookDelivery parked = Assert.Single(client.Emulator.Webhooks.Deliveries);
        Assert.Equal((WebhookDeliveryState.Parked, 10), (parked.State, parked.Attempts.Count));
        Assert.All(parked.Attempts, attempt => Assert.Contains("refused", attempt.Error, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Many_events_arrive_once_and_in_the_order_of_their_changes()
    {
        await using WebhookSetup setup = await StartAsync();

        string[] ids = [.. Enumerable.Range(0, 200).Select(number => setup.Add($"{number}"))];

        Assert.Equal(ids, (await setup.ReceivedAsync()).Select(received => received.Id));
    }

    [Fact]
    public async Task A_failing_receiver_keeps_the_order()
    {
        await using WebhookSetup setup = await StartAsync(WithoutWaits());
        setup.Receiver.Respond = number => Task.FromResult(number <= 3 ? 503 : 200);

        setup.Add("one");
        setup.Add("two");

        Assert.Equal(["one", "one", "one", "one", "two"], (await setup.ReceivedAsync()).Select(received => received.Id));
    }

    [Fact]
    public async Task An_emulator_stops_during_a_delivery_and_during_a_wait_for_the_next_try()
    {
        var clock = new FakeTimeProvider();
        WebhookSetup setup = await StartAsync(new ReferralsEmulatorOptions { TimeProvider = clock });
        var arrived = new TaskCompletionSource();
        var never = new TaskCompletionSource<int>();
        await using EventReceiver failing = await EventReceiver.StartAsync();
        var failed = new TaskCompletionSource();
        failing.Respond = _ =>
        {
            failed.TrySetResult();
            return Task.FromResult(503);
        };
        setup.Receiver.Respond = _ =>
        {
            arrived.TrySetResult();
            return never.Task;
        };
        setup.Add("one");
        setup.Webhooks.Register(failing.Url);
        setup.Add("two");
        await Task.WhenAll(arrived.Task, failed.Task).WaitAsync(TestContext.Current.CancellationToken);
        Task wait = setup.Webhooks.WaitForDeliveriesAsync(TestContext.Current.CancellationToken);

        await setup.Client.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<ObjectDisposedException>(() => wait);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => setup.Webhooks.WaitForDeliveriesAsync());
        Assert.All(setup.Webhooks.Deliveries, delivery => Assert.Equal(WebhookDeliveryState.Waiting, delivery.State));
        setup.Client.Emulator.AddLead();
        Assert.Equal(2, setup.Webhooks.Deliveries.Count);
        never.SetResult(200);
        await setup.DisposeAsync();
    }
}
