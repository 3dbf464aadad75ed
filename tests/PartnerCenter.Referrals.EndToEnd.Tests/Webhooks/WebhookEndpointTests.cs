using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PartnerCenter.Referrals.Tests.Webhooks;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Tests the receiver of webhooks over HTTP: its answers, and what reaches the handlers.</summary>
public sealed class WebhookEndpointTests
{
    private const int Refused = 103;
    private const int HandlerRetries = 106;
    private const int HandlerGaveUp = 107;
    private const int Lost = 108;

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
    public async Task Forged_requests_are_refused_by_status_and_reach_no_handler()
    {
        RecordingHandler handler = new();
        await using ReceiverApp app = await ReceiverApp.StartAsync([handler]);
        int sent = 0;
        foreach ((string name, int status, ReferralWebhookCheck check, Action<ForgedRequest> forge) in ForgedRequests.All)
        {
            ForgedRequest forged = new(DateTimeOffset.UtcNow);
            X509Certificate2Collection roots = forged.Roots;
            forge(forged);
            // Those that need another certificate, or headers that HttpClient does not send so, are verified without HTTP.
            if (HasRepeatedHeader(forged) || !CanBeSent(forged)
                || forged.Response is not null || forged.RequireMicrosoftRoot || forged.Roots != roots)
            {
                continue;
            }

            int lines = app.Log.Of(Refused).Count;
            HttpStatusCode answer = await app.SendAsync(app.Request(forged.Body, forged.Headers));

            sent++;
            Assert.True((int)answer == status, $"{name}: {(int)answer}");
            if (status != 413)
            {
                Assert.Equal(lines + 1, app.Log.Of(Refused).Count);
                Assert.EndsWith($"the check {check} failed.", app.Log.Of(Refused)[^1], StringComparison.Ordinal);
            }
        }

        Assert.True(sent >= 40, $"Only {sent} were sent.");
        await app.StopAsync(TestContext.Current.CancellationToken);
        Assert.Empty(handler.Events);
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
    public async Task A_stop_handles_everything_that_was_answered_with_200()
    {
        TaskCompletionSource open = new();
        RecordingHandler handler = new((_, _) => open.Task);
        await using ReceiverApp app = await ReceiverApp.StartAsync([handler], options => options.MaxConcurrentEvents = 2);
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await app.SendAsync(ReceiverApp.Event(i)));
        }

        Task stopping = app.StopAsync(TestContext.Current.CancellationToken);
        open.SetResult();
        await stopping;

        Assert.Equal(20, handler.Events.Count);
        Assert.Empty(app.Log.Of(Lost));
    }

    [Fact]
    public async Task A_stop_that_has_no_time_names_each_event_that_was_not_handled()
    {
        RecordingHandler handler = new((_, cancellation) => Task.Delay(Timeout.Infinite, cancellation));
        await using ReceiverApp app = await ReceiverApp.StartAsync([handler], options => options.MaxConcurrentEvents = 2);
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await app.SendAsync(ReceiverApp.Event(i)));
        }

        await handler.CalledAsync(2);
        await app.StopAsync(new CancellationToken(canceled: true));

        string lost = string.Join('\n', app.Log.Of(Lost));
        Assert.Equal(20, app.Log.Of(Lost).Count);
        Assert.All(Enumerable.Range(0, 20), number => Assert.Contains(ReceiverApp.IdOf(number), lost, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_that_is_disposed_without_a_stop_names_each_event_that_was_not_handled()
    {
        RecordingHandler handler = new((_, cancellation) => Task.Delay(Timeout.Infinite, cancellation));
        ReceiverApp app = await ReceiverApp.StartAsync([handler], options => options.MaxConcurrentEvents = 2);
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await app.SendAsync(ReceiverApp.Event(i)));
        }

        await app.DisposeAsync();

        Assert.Equal(20, app.Log.Of(Lost).Count);
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
    [InlineData("QueueCapacity", "many", "Webhooks:QueueCapacity")]
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

        Exception refusal = Assert.ThrowsAny<Exception>(
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

    // HttpClient sends several values as one that has commas.
    private static bool HasRepeatedHeader(ForgedRequest forged) => forged.Headers
        .GroupBy(header => header.Key, header => header.Value.Count(), StringComparer.OrdinalIgnoreCase)
        .Any(header => header.Sum() > 1);

    private static bool CanBeSent(ForgedRequest forged) => forged.Headers.Values.All(
        values => values.All(value => value.Length < 16 * 1024 && value.AsSpan().IndexOfAny('\r', '\n', '\0') < 0 && Ascii.IsValid(value)));
}
