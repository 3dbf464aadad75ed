using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Tests that a host that stops loses no event that it answered with 200 without naming it in the log.</summary>
public sealed class WebhookStopTests
{
    private const int HandlerGaveUp = 107;
    private const int Lost = 108;

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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stop_that_has_no_time_names_each_event_that_was_not_handled(bool heedsCancellation)
    {
        RecordingHandler handler = new(
            (_, cancellation) => Task.Delay(Timeout.Infinite, heedsCancellation ? cancellation : CancellationToken.None));
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
    public async Task A_request_that_waits_for_its_certificate_at_the_stop_is_answered_and_its_event_handled()
    {
        RecordingHandler handler = new();
        await using ReceiverApp app = await ReceiverApp.StartAsync([handler]);
        TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Func<Uri, CancellationToken, Task<HttpResponseMessage>> answer = app.CertificateHost.Answer;
        app.CertificateHost.Answer = async (address, cancellation) =>
        {
            await open.Task.WaitAsync(cancellation);
            return await answer(address, cancellation);
        };
        Task<HttpStatusCode> sending = app.SendAsync(ReceiverApp.Event(1));
        await app.CertificateHost.ArrivalAsync();

        Task stopping = app.StopAsync(TestContext.Current.CancellationToken);
        open.SetResult();

        Assert.Equal(HttpStatusCode.OK, await sending);
        await stopping;
        Assert.Equal(ReceiverApp.IdOf(1), Assert.Single(handler.Events).ReferralId);
        Assert.Empty(app.Log.Of(Lost));
    }

    [Fact]
    public async Task An_event_that_waits_for_another_call_of_its_handler_at_the_stop_is_named()
    {
        SignalledTime time = new();
        TimeSpan delay = TimeSpan.FromSeconds(30);
        RecordingHandler handler = new((_, _) => throw new InvalidOperationException());
        await using ReceiverApp app = await ReceiverApp.StartAsync(
            [handler], options => options.HandlerRetryDelay = delay, services => services.AddSingleton<TimeProvider>(time));
        Assert.Equal(HttpStatusCode.OK, await app.SendAsync(ReceiverApp.Event(1)));
        await time.WaitStartedAsync(delay, delay);

        await app.StopAsync(new CancellationToken(canceled: true));

        Assert.Contains(ReceiverApp.IdOf(1), Assert.Single(app.Log.Of(Lost)), StringComparison.Ordinal);
        Assert.Single(handler.Events);
        Assert.Empty(app.Log.Of(HandlerGaveUp));
    }
}
