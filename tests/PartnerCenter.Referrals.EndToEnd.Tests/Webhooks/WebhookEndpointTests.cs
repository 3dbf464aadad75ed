using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Tests the receiver of webhooks over HTTP: its answers, and what reaches the handlers.</summary>
public sealed class WebhookEndpointTests
{
    private const int HandlerRetries = 106;
    private const int HandlerGaveUp = 107;
    private const int NoPlace = 111;

    private static readonly TimeSpan OneMinute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_signed_event_is_answered_with_200_and_handled()
    {
        RecordingHandler handler = new();
        await using ReceiverApp app = await ReceiverApp.StartAsync([handler]);

        Assert.Equal(HttpStatusCode.OK, await app.SendAsync(ReceiverApp.Event(7)));

        await handler.CalledAsync();
        ReferralWebhookEvent handled = Assert.Single(handler.Events);
        Assert.Equal((ReferralWebhookEventName.ReferralUpdated, ReceiverApp.IdOf(7)), (handled.Name, handled.ReferralId));
    }

    [Fact]
    public async Task The_same_event_is_handled_once_and_a_newer_one_again()
    {
        RecordingHandler handler = new();
        await using ReceiverApp app = await ReceiverApp.StartAsync([handler]);

        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await app.SendAsync(ReceiverApp.Event(1, referralId: ReceiverApp.IdOf(1))));
        }

        Assert.Equal(HttpStatusCode.OK, await app.SendAsync(ReceiverApp.Event(2, referralId: ReceiverApp.IdOf(1))));
        Assert.Equal(HttpStatusCode.OK, await app.SendAsync(ReceiverApp.Event(2, "related-referral-updated", ReceiverApp.IdOf(1))));

        await handler.CalledAsync(3);
        await app.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(3, handler.Events.Count);
    }

    [Fact]
    public async Task The_same_event_is_handled_again_after_a_day()
    {
        SignalledTime time = new();
        RecordingHandler handler = new();
        await using ReceiverApp app = await ReceiverApp.StartAsync(
            [handler], null, services => services.AddSingleton<TimeProvider>(time));

        await app.SendAsync(ReceiverApp.Event(1));
        time.Advance(TimeSpan.FromDays(1) - TimeSpan.FromTicks(1));
        await app.SendAsync(ReceiverApp.Event(1));
        time.Advance(TimeSpan.FromTicks(1));
        await app.SendAsync(ReceiverApp.Event(1));

        await app.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, handler.Events.Count);
    }

    [Fact]
    public async Task Of_more_events_than_are_remembered_the_oldest_is_forgotten()
    {
        RecordingHandler handler = new();
        await using ReceiverApp app = await ReceiverApp.StartAsync([handler], options => options.MaxRememberedEvents = 2);

        foreach (int number in (int[])[1, 2, 3, 3, 2, 1])
        {
            Assert.Equal(HttpStatusCode.OK, await app.SendAsync(ReceiverApp.Event(number)));
        }

        await app.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            [1, 1, 2, 3],
            handler.Events.Select(one => int.Parse(one.ReferralId.AsSpan(24), CultureInfo.InvariantCulture)).Order());
    }

    [Fact]
    public async Task An_event_that_the_full_queue_refused_is_accepted_later()
    {
        TaskCompletionSource open = new();
        RecordingHandler handler = new((_, _) => open.Task);
        await using ReceiverApp app = await ReceiverApp.StartAsync(
            [handler], options => (options.QueueCapacity, options.MaxConcurrentEvents) = (1, 1));

        Assert.Equal(HttpStatusCode.OK, await app.SendAsync(ReceiverApp.Event(1)));
        await handler.CalledAsync(); // It is handled now, so that the queue is empty.
        Assert.Equal(HttpStatusCode.OK, await app.SendAsync(ReceiverApp.Event(2)));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await app.SendAsync(ReceiverApp.Event(3)));

        open.SetResult();
        await handler.CalledAsync();
        Assert.Equal(HttpStatusCode.OK, await app.SendAsync(ReceiverApp.Event(3)));
        await handler.CalledAsync();
    }

    [Fact]
    public async Task A_handler_that_throws_is_called_again_alone_and_then_given_up()
    {
        RecordingHandler failing = new((_, _) => throw new InvalidOperationException("planted-secret"));
        RecordingHandler other = new();
        await using ReceiverApp app = await ReceiverApp.StartAsync([failing, other]);

        Assert.Equal(HttpStatusCode.OK, await app.SendAsync(ReceiverApp.Event(5)));

        await failing.CalledAsync(3);
        await other.CalledAsync();
        await app.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal((3, 1), (failing.Events.Count, other.Events.Count));
        Assert.Equal(2, app.Log.Of(HandlerRetries).Count);
        Assert.Contains(ReceiverApp.IdOf(5), Assert.Single(app.Log.Of(HandlerGaveUp)), StringComparison.Ordinal);
        Assert.DoesNotContain("planted-secret", app.Log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handler_that_hangs_is_left_behind_and_holds_up_nothing()
    {
        SignalledTime time = new();
        RecordingHandler hanging = new((context, _) => context.Event.ReferralId == ReceiverApp.IdOf(1)
            ? Task.Delay(Timeout.Infinite, CancellationToken.None)
            : Task.CompletedTask);
        await using ReceiverApp app = await ReceiverApp.StartAsync(
            [hanging], options => options.MaxConcurrentEvents = 1, services => services.AddSingleton<TimeProvider>(time));

        await app.SendAsync(ReceiverApp.Event(1));
        await app.SendAsync(ReceiverApp.Event(2));
        await hanging.CalledAsync();
        time.Advance(await time.WaitStartedAsync(OneMinute, OneMinute));
        await hanging.CalledAsync();

        Assert.Contains("TimeoutException", Assert.Single(app.Log.Of(HandlerGaveUp)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handler_that_cannot_be_created_is_reported_and_stops_nothing()
    {
        int created = 0;
        RecordingHandler handler = new();
        await using ReceiverApp app = await ReceiverApp.StartAsync(
            [],
            options => options.MaxConcurrentEvents = 1,
            services => services.AddScoped<IReferralWebhookHandler>(
                _ => created++ < 3 ? throw new InvalidOperationException("planted-secret") : handler));

        await app.SendAsync(ReceiverApp.Event(1));
        await app.SendAsync(ReceiverApp.Event(2));

        await handler.CalledAsync();
        await app.StopAsync(TestContext.Current.CancellationToken);
        Assert.Single(app.Log.Of(HandlerGaveUp));
        Assert.DoesNotContain("planted-secret", app.Log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handlers_that_never_end_are_limited_in_number()
    {
        SignalledTime time = new();
        TaskCompletionSource open = new();
        RecordingHandler handler = new((_, _) => open.Task);
        await using ReceiverApp app = await ReceiverApp.StartAsync(
            [handler], options => options.MaxConcurrentEvents = 1, services => services.AddSingleton<TimeProvider>(time));
        for (int i = 0; i < 6; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await app.SendAsync(ReceiverApp.Event(i)));
        }

        for (int i = 0; i < 4; i++)
        {
            time.Advance(await time.WaitStartedAsync(OneMinute, OneMinute));
        }

        await handler.CalledAsync(4);
        time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(4, handler.Events.Count);
        Assert.StartsWith("4 calls of handlers are still running", Assert.Single(app.Log.Of(NoPlace)), StringComparison.Ordinal);
        open.SetResult();
        await handler.CalledAsync(2);
    }

    [Fact]
    public async Task A_handler_whose_time_ends_as_it_ends_is_not_called_again()
    {
        SignalledTime time = new();
        RecordingHandler handler = new((_, _) =>
        {
            time.Advance(TimeSpan.FromMinutes(2));
            return Task.CompletedTask;
        });
        await using ReceiverApp app = await ReceiverApp.StartAsync(
            [handler], null, services => services.AddSingleton<TimeProvider>(time));

        await app.SendAsync(ReceiverApp.Event(1));
        await app.StopAsync(TestContext.Current.CancellationToken);

        Assert.Single(handler.Events);
        Assert.Empty(app.Log.Of(HandlerRetries));
    }

    [Theory]
    [InlineData("QueueCapacity", "planted-secret", "Webhooks:QueueCapacity must be a whole number")]
    [InlineData("HandlerTimeout", "1", "Webhooks:HandlerTimeout must be a time such as 00:01:00")]
    [InlineData("CheckRevocation", "planted-secret", "Webhooks:CheckRevocation must be true or false")]
    [InlineData("ClientKey", "planted-secret", "ClientKey names a client that is not registered")]
    [InlineData("MaxConcurrentEvents", "1000000000", "MaxConcurrentEvents must be at least 1, and at most 1,000")]
    [InlineData("TrustedRoots", "planted-secret", "Webhooks:TrustedRoots is a list")]
    [InlineData("CertificateHosts", "planted-secret", "Webhooks:CertificateHosts is a list")]
    [InlineData("TrustedRoots:0", "planted-secret", "Webhooks:TrustedRoots:0 must be a certificate")]
    [InlineData("QueueCapactiy", "1", "Webhooks:QueueCapactiy is not a known setting")]
    [InlineData("QueueCapacity", "0", "QueueCapacity must be at least 1")]
    [InlineData("HandlerTimeout", "00:00:00", "HandlerTimeout must be more than zero")]
    public void A_setting_that_cannot_work_is_refused_by_its_name(string setting, string value, string message)
    {
        IConfiguration settings = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { [$"Webhooks:{setting}"] = value }).Build();
        ServiceCollection services = new();
        services.AddReferralsWebhook(settings.GetSection("Webhooks")).AddSingleton<IReferralWebhookHandler>(new RecordingHandler());
        using ServiceProvider provider = services.BuildServiceProvider();

        OptionsValidationException refusal = Assert.Throws<OptionsValidationException>(
            () => provider.GetRequiredService<IOptions<ReferralsWebhookOptions>>().Value);

        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted-secret", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_receiver_without_a_handler_is_refused_with_the_method_to_call()
    {
        ServiceCollection services = new();
        services.AddReferralsWebhook();
        using ServiceProvider provider = services.BuildServiceProvider();

        OptionsValidationException refusal = Assert.Throws<OptionsValidationException>(
            () => provider.GetRequiredService<IOptions<ReferralsWebhookOptions>>().Value);

        Assert.Contains("call AddReferralsWebhookHandler", refusal.Message, StringComparison.Ordinal);
    }
}
