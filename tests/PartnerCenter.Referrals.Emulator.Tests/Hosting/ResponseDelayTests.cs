using Microsoft.Extensions.Time.Testing;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests the response delay, on a clock that does not advance by itself.</summary>
public sealed class ResponseDelayTests
{
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task An_API_response_is_delayed_for_exactly_the_option_and_recorded_before()
    {
        var clock = new SignalledTime();
        await using RawClient client = await StartAsync(clock);

        Task<RawResponse> answer = client.CreateAsync(ReferralBodies.Deal());
        await clock.WaitStartedAsync(Delay, Delay);
        clock.Advance(Delay - TimeSpan.FromTicks(1));
        bool cameEarly = answer.IsCompleted;
        int recorded = client.Emulator.Requests.Single().StatusCode;
        clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(201, (await answer).Status);
        Assert.Equal(201, recorded);
        Assert.False(cameEarly);
    }

    [Fact]
    public async Task A_refusal_is_delayed()
    {
        var clock = new SignalledTime();
        await using RawClient client = await StartAsync(clock);

        Task<RawResponse> answer = client.SendAsync(HttpMethod.Get, "/v1.0/engagements/referrals", authorization: "");
        await clock.WaitStartedAsync(Delay, Delay);
        clock.Advance(Delay);

        Assert.Equal(401, (await answer).Status);
    }

    [Fact]
    public async Task The_token_endpoint_is_not_delayed()
    {
        await using RawClient client = await StartAsync(new SignalledTime());

        RawResponse answer = await client.TokenAsync(
            ("grant_type", "refresh_token"),
            ("client_id", client.Emulator.ClientId),
            ("client_secret", client.Emulator.ClientSecret),
            ("refresh_token", client.Emulator.RefreshToken),
            ("scope", "https://api.partner.microsoft.com/.default"));

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task An_emulator_stops_while_a_response_is_delayed()
    {
        var clock = new SignalledTime();
        RawClient client = await StartAsync(clock);
        Task<RawResponse> answer = client.CreateAsync(ReferralBodies.Deal());
        await clock.WaitStartedAsync(Delay, Delay);

        await client.Emulator.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<HttpRequestException>(() => answer);
        Assert.Single(client.Emulator.GetReferrals());
        await client.DisposeAsync();
    }

    [Fact]
    public async Task A_delay_ends_when_the_client_disconnects()
    {
        var clock = new WatchedTime();
        await using RawClient client = await StartAsync(clock);
        using var gone = new CancellationTokenSource();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });

        Task<HttpResponseMessage> answer = http.GetAsync(client.Emulator.Endpoint, gone.Token);
        await clock.Started.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        await clock.Ended.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    private static Task<RawClient> StartAsync(TimeProvider clock) =>
        RawClient.StartAsync(new ReferralsEmulatorOptions { TimeProvider = clock, ResponseDelay = Delay });

    /// <summary>
    /// Provides a clock that does not advance by itself, and reports when the wait for the delay starts and when it is given up.
    /// </summary>
    private sealed class WatchedTime : FakeTimeProvider
    {
        public TaskCompletionSource Started { get; } = new();

        public TaskCompletionSource Ended { get; } = new();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            ITimer timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime != Delay)
            {
                return timer;
            }

            Started.TrySetResult();
            return new WatchedTimer(timer, Ended);
        }
    }

    private sealed class WatchedTimer(ITimer timer, TaskCompletionSource ended) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

        public void Dispose()
        {
            timer.Dispose();
            ended.TrySetResult();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
