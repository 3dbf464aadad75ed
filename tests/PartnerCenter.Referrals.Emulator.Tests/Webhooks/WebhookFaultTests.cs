using static PartnerCenter.Referrals.Emulator.Tests.WebhookSetup;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests the faults that change how often and when an event arrives.</summary>
public sealed class WebhookFaultTests
{
    [Fact]
    public async Task A_duplicate_is_sent_after_the_event_was_accepted()
    {
        await using WebhookSetup setup = await StartAsync();
        setup.Webhooks.PlanFault(WebhookFault.Duplicate);

        setup.Add("one");
        setup.Add("two");

        IReadOnlyList<ReceivedEvent> received = await setup.ReceivedAsync();
        Assert.Equal(["one", "one", "two"], received.Select(one => one.Id));
        Assert.Equal(received[0].Headers["Authorization"], received[1].Headers["Authorization"]);
    }

    [Fact]
    public async Task An_event_out_of_order_follows_the_next_one()
    {
        await using WebhookSetup setup = await StartAsync();
        setup.Webhooks.PlanFault(WebhookFault.OutOfOrder, 2);

        setup.Add("one");
        setup.Add("two");
        Assert.Empty(await setup.ReceivedAsync());
        setup.Add("three");
        setup.Add("four");

        string[] received = [.. (await setup.ReceivedAsync()).Select(one => one.Id)];
        Assert.Equal(["three", "one", "two", "four"], received);
    }

    [Fact]
    public async Task Tries_that_are_not_sent_or_whose_response_is_lost_are_repeated()
    {
        await using WebhookSetup setup = await StartAsync(WithoutWaits());
        setup.Webhooks.PlanFault(WebhookFault.NotSent, 3);
        setup.Webhooks.PlanFault(WebhookFault.None);
        setup.Webhooks.PlanFault(WebhookFault.ResponseLost, 2);

        setup.Add("one");
        setup.Add("two");

        Assert.Equal(["one", "two", "two", "two"], (await setup.ReceivedAsync()).Select(received => received.Id));
        Assert.Equal([4, 3], setup.Webhooks.Deliveries.Select(delivery => delivery.Attempts.Count));
        Assert.Equal("referral-created Delivered after 4", setup.Webhooks.Deliveries[0].ToString());
        Assert.Equal("The response was lost. ResponseLost", setup.Webhooks.Deliveries[1].Attempts[0].ToString());
    }

    [Fact]
    public async Task Planned_faults_can_be_cleared_and_must_be_defined()
    {
        await using WebhookSetup setup = await StartAsync();
        setup.Webhooks.PlanFault(WebhookFault.NotSent, 10);
        setup.Webhooks.ClearFaults();

        setup.Add("one");

        Assert.Single(await setup.ReceivedAsync());
        Assert.Throws<ArgumentOutOfRangeException>(() => setup.Webhooks.PlanFault((WebhookFault)99));
        Assert.Throws<ArgumentOutOfRangeException>(() => setup.Webhooks.PlanFault(WebhookFault.None, -1));
        setup.Webhooks.ClearDeliveries();
        Assert.Empty(setup.Webhooks.Deliveries);
    }
}
