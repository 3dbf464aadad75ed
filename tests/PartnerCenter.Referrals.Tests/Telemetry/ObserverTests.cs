using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.Logging;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that what observes a call never decides its result.</summary>
[Collection<ObserverTests.Alone>]
public sealed class ObserverTests : IDisposable
{
    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_logger_that_throws_changes_no_result(bool alsoWhenAsked)
    {
        using ThrowingLogs logs = new() { ThrowsWhenAsked = alsoWhenAsked };

        await AssertUnchangedAsync(logs);

        Assert.True(logs.Thrown > 0);
        Assert.Equal(alsoWhenAsked, logs.Events.IsEmpty);
        if (!alsoWhenAsked)
        {
            // Succeeded, OutcomeUnknown, Retrying, TokenAcquired and OnResponseFailed.
            Assert.Equal([1, 3, 4, 7, 9], logs.Events.Keys.Order());
        }
    }

    [Theory]
    [InlineData("sample")]
    [InlineData("start")]
    [InlineData("stop")]
    public async Task A_listener_of_spans_that_throws_changes_no_result(string when)
    {
        int thrown = 0;
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == ReferralsTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) =>
                when == "sample" ? throw Planted() : ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = _ => ThrowIf(when == "start"),
            ActivityStopped = _ => ThrowIf(when == "stop"),
        };
        ActivitySource.AddActivityListener(listener);
        Activity? outer = Activity.Current;

        await AssertUnchangedAsync();

        Assert.True(thrown > 0);
        Assert.Same(outer, Activity.Current);

        void ThrowIf(bool now)
        {
            if (now)
            {
                throw Planted();
            }
        }

        Exception Planted()
        {
            Interlocked.Increment(ref thrown);
            return new InvalidTimeZoneException();
        }
    }

    [Fact]
    public async Task A_listener_of_metrics_that_throws_changes_no_result()
    {
        HashSet<string> thrown = [];
        using MeterListener listener = new()
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == ReferralsTelemetry.Name)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => Throw(instrument));
        listener.SetMeasurementEventCallback<long>((instrument, _, _, _) => Throw(instrument));
        listener.Start();

        await AssertUnchangedAsync();

        Assert.Equal(5, thrown.Count);

        void Throw(Instrument instrument)
        {
            lock (thrown)
            {
                thrown.Add(instrument.Name);
            }

            throw new InvalidTimeZoneException();
        }
    }

    public void Dispose() => _service.Dispose();

    // A create that is throttled and then succeeds, a write whose outcome is unknown, and an update.
    private async Task AssertUnchangedAsync(ILoggerFactory? logs = null)
    {
        _service.RespondsWith(HttpStatusCode.TooManyRequests).RespondsWith(HttpStatusCode.Created, ReferralJson.Full)
            .RespondsWith(HttpStatusCode.ServiceUnavailable)
            .RespondsWith(HttpStatusCode.OK, ReferralJson.Full).RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        ReferralsClient client = _service.Client(options => options.LoggerFactory = logs);
        ReferralCallOptions options = new() { OnResponse = _ => throw new InvalidTimeZoneException() };

        Referral created = await client.CreateAsync(Drafts.Minimal, options, Cancellation);
        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(() => client.CreateAsync(Drafts.Minimal, options, Cancellation));
        Referral updated = await client.UpdateAsync(
            ReferralJson.Id, deal => deal with { ExternalReferenceId = "CRM-2" }, options, Cancellation);

        Assert.Equal((ReferralJson.Id, ReferralJson.Id), (created.Id, updated.Id));
        Assert.Equal(5, _service.Sent.Count);
    }

    private sealed class ThrowingLogs : ILoggerFactory, ILogger
    {
        private int _thrown;

        public bool ThrowsWhenAsked { get; init; }

        public int Thrown => _thrown;

        public System.Collections.Concurrent.ConcurrentDictionary<int, byte> Events { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => throw new InvalidTimeZoneException();

        public bool IsEnabled(LogLevel logLevel)
        {
            if (ThrowsWhenAsked)
            {
                Interlocked.Increment(ref _thrown);
                throw new InvalidTimeZoneException();
            }

            return true;
        }

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Interlocked.Increment(ref _thrown);
            Events[eventId.Id] = 0;
            throw new InvalidTimeZoneException();
        }

        public void Dispose()
        {
        }
    }

    /// <summary>Keeps these tests apart from others: a listener that throws keeps measurements from the listeners of other tests.</summary>
    [CollectionDefinition(DisableParallelization = true)]
    public sealed class Alone;
}
