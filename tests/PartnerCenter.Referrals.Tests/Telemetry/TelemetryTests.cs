using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests the spans, metrics and log lines of calls. Tests run in parallel, so each filters by its own host.</summary>
public sealed class TelemetryTests : IDisposable
{
    private readonly MockedService _service = new();
    private readonly string _host = $"{Guid.NewGuid():N}.example.com";
    private readonly ConcurrentQueue<Activity> _spans = [];
    private readonly ActivityListener _listener;
    private readonly FakeLogCollector _log = new();
    private readonly FakeLoggerProvider _logs;
    private readonly LoggerFactory _loggers;
    private readonly Activity _root = new("test");

    public TelemetryTests()
    {
        _logs = new FakeLoggerProvider(_log);
        _loggers = new LoggerFactory([_logs], new LoggerFilterOptions { MinLevel = LogLevel.Trace });
        _root.SetIdFormat(ActivityIdFormat.W3C).Start();
        ActivityTraceId trace = _root.TraceId;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ReferralsTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> creation) =>
                creation.TraceId == trace ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == trace)
                {
                    _spans.Enqueue(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IEnumerable<FakeLogRecord> CallLines => _log.GetSnapshot().Where(line => line.Id.Id != 7); // Event 7 reports a new token.

    public void Dispose()
    {
        _root.Dispose();
        _listener.Dispose();
        _loggers.Dispose();
        _logs.Dispose();
        _service.Dispose();
    }

    [Fact]
    public async Task A_call_is_a_span_with_its_attempts_as_events()
    {
        _service.RespondsWith(HttpStatusCode.ServiceUnavailable).RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        Guid correlation = Guid.NewGuid();

        await Client().GetAsync(ReferralJson.Id, new ReferralCallOptions { CorrelationId = correlation }, Cancellation);

        Activity span = Assert.Single(_spans);
        Assert.Equal(("referrals get", ActivityKind.Client, ActivityStatusCode.Unset), (span.DisplayName, span.Kind, span.Status));
        Assert.Equal(
            [
                ("http.request.method", "GET"), ("http.response.status_code", "200"), ("partnercenter.attempts", "2"),
                ("partnercenter.correlation_id", correlation.ToString()), ("partnercenter.operation", "get"), ("server.address", _host),
                ("server.port", "443"),
                ("url.template", "/collection/{id}"),
            ],
            span.TagObjects.Select(tag => (tag.Key, $"{tag.Value}")).Order());
        Assert.Equal([("attempt", 1, 503, "503"), ("attempt", 2, 200, null)], span.Events.Select(one =>
            (one.Name, (int?)Tag(one, "partnercenter.attempt") ?? 0, (int?)Tag(one, "http.response.status_code") ?? 0,
                (string?)Tag(one, "error.type"))));
        Assert.Equal(
            _service.Sent.Select(request => request.Headers["client-request-id"]),
            span.Events.Select(one => $"{Tag(one, "partnercenter.client_request_id")}"));
    }

    [Fact]
    public async Task An_applications_own_span_is_left_alone_where_ours_is_not_sampled()
    {
        using ActivitySource source = new($"Contoso.{_host}");
        using ActivityListener listener = new()
        {
            ShouldListenTo = other => other == source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        // A separate root span, which the listener of this class does not sample.
        using Activity? own = source.StartActivity(
            ActivityKind.Server, new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), default));

        await Client().GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        Assert.NotNull(own);
        Assert.Empty(_spans);
        Assert.Empty(own.Events);
    }

    [Fact]
    public async Task An_attempt_without_a_token_is_not_reported_as_a_sent_request()
    {
        ReferralsClient client = _service.Client(options =>
        {
            options.Endpoint = new Uri($"https://{_host}/collection");
            options.Credential = ReferralsCredential.FromTokenProvider((_, _) => throw new TimeZoneNotFoundException());
        });
        using MetricCollector<long> attempts = new(Instruments.Attempts);

        await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));

        Assert.Empty(Assert.Single(_spans).Events);
        Assert.Empty(OfThisHost(attempts));
    }

    [Fact]
    public async Task A_user_who_does_not_sign_in_fails_the_call_with_a_span_and_a_line()
    {
        ReferralsClient client = Client(new AbsentUser());

        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => client.CreateAsync(Drafts.Minimal, cancellationToken: Cancellation));

        Assert.StartsWith("create was not sent. ", failure.Message, StringComparison.Ordinal);
        Activity span = Assert.Single(_spans);
        Assert.Equal(
            ("referrals create", ActivityStatusCode.Error, "ReferralsAuthenticationException"),
            (span.DisplayName, span.Status, span.GetTagItem("error.type")));
        Assert.Equal(16, Assert.Single(CallLines).Id.Id);
    }

    [Fact]
    public async Task Cancelling_the_sign_in_says_that_a_write_had_no_effect()
    {
        using CancellationTokenSource caller = new();
        ReferralsClient client = Client(new AbsentUser { OnPrompt = caller.Cancel });

        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.CreateAsync(Drafts.Minimal, cancellationToken: caller.Token));

        Assert.Equal("The caller cancelled create; it had no effect.", cancelled.Message);
        Assert.Equal(6, Assert.Single(CallLines).Id.Id);
    }

    [Fact]
    public async Task A_logger_that_throws_loses_no_created_deal()
    {
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full);
        using LoggerFactory loggers = new([new BrokenLogs()], new LoggerFilterOptions { MinLevel = LogLevel.Debug });
        ReferralsClient client = _service.Client(options => options.LoggerFactory = loggers);

        Referral created = await client.CreateAsync(Drafts.Minimal, cancellationToken: Cancellation);

        Assert.Equal(ReferralJson.Id, created.Id);
        Assert.Single(_service.Sent);
    }

    [Fact]
    public async Task A_failed_call_tells_what_the_caller_gets()
    {
        using MetricCollector<double> durations = new(Instruments.OperationDuration);
        _service.RespondsWith(
            HttpStatusCode.NotFound, """{ "error": { "code": "itemNotFound", "message": "planted" } }""", ("request-id", "r-1"));

        await Assert.ThrowsAsync<ReferralNotFoundException>(() => Client().GetAsync(ReferralJson.Id, cancellationToken: Cancellation));

        Activity span = Assert.Single(_spans);
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Equal(
            ("ReferralNotFoundException", "itemNotFound", "r-1", 404),
            (span.GetTagItem("error.type"), span.GetTagItem("partnercenter.error_code"), span.GetTagItem("partnercenter.request_id"),
                span.GetTagItem("http.response.status_code")));
        IReadOnlyDictionary<string, object?> tags = Assert.Single(OfThisHost(durations)).Tags;
        Assert.Equal(
            ("ReferralNotFoundException", 404, "get", "/collection/{id}"),
            (tags["error.type"], tags["http.response.status_code"], tags["partnercenter.operation"], tags["url.template"]));
        FakeLogRecord line = Assert.Single(CallLines);
        Assert.Equal((2, LogLevel.Warning, ReferralsTelemetry.Name), (line.Id.Id, line.Level, line.Category));
        Assert.Contains("itemNotFound", line.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attempts_throttles_and_waits_are_counted_by_operation_and_template()
    {
        using MetricCollector<long> attempts = new(Instruments.Attempts);
        using MetricCollector<long> throttles = new(Instruments.Throttles);
        using MetricCollector<double> waits = new(Instruments.WaitDuration);
        _service.RespondsWith(
            HttpStatusCode.TooManyRequests, null, ("Retry-After", "0")).RespondsWith(HttpStatusCode.Created, ReferralJson.Full);
        Task<Referral> create = Client().CreateAsync(Drafts.Minimal, cancellationToken: Cancellation);
        TimeSpan wait = await _service.Time.WaitStartedAsync(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(100));
        _service.Time.Advance(wait);
        await create;

        Assert.Equal(
            [("429", 429), (null, 201)],
            OfThisHost(attempts).Select(
                one => ((string?)one.Tags.GetValueOrDefault("error.type"), (int?)one.Tags["http.response.status_code"])));
        Assert.Equal(
            ("create", "/collection"),
            OfThisHost(throttles).Select(one => (one.Tags["partnercenter.operation"], one.Tags["url.template"])).Single());
        CollectedMeasurement<double> waited = Assert.Single(OfThisHost(waits));
        Assert.Equal((wait.TotalSeconds, "retry_after"), (waited.Value, waited.Tags["partnercenter.wait.reason"]));
        Assert.Equal([4, 1], CallLines.Select(line => line.Id.Id));
    }

    [Fact]
    public async Task An_unknown_outcome_is_logged_as_an_error()
    {
        _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded));

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => Client().CreateAsync(Drafts.Minimal, cancellationToken: Cancellation));

        Assert.Equal((3, LogLevel.Error), Assert.Single(CallLines.Select(line => (line.Id.Id, line.Level))));
        Assert.Equal("ReferralOutcomeUnknownException", Assert.Single(_spans).GetTagItem("error.type"));
    }

    [Fact]
    public async Task A_cancelled_call_ends_its_span()
    {
        using CancellationTokenSource caller = new();
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client().GetAsync(ReferralJson.Id, cancellationToken: caller.Token));

        Assert.Equal("System.OperationCanceledException", Assert.Single(_spans).GetTagItem("error.type"));
        Assert.Equal(6, Assert.Single(CallLines).Id.Id);
    }

    [Fact]
    public async Task The_spans_of_an_update_hang_together()
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full).RespondsWith(HttpStatusCode.PreconditionFailed)
            .RespondsWith(HttpStatusCode.OK, ReferralJson.Full).RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        Guid correlation = Guid.NewGuid();

        await Client().UpdateAsync(
            ReferralJson.Id, deal => deal with { ExternalReferenceId = "planted" }, new ReferralCallOptions { CorrelationId = correlation },
            Cancellation);

        Activity update = _spans.Single(span => span.DisplayName == "referrals update");
        Assert.Equal(
            ("update", correlation), (update.GetTagItem("partnercenter.operation"), update.GetTagItem("partnercenter.correlation_id")));
        Assert.All(_spans, span => Assert.Equal(correlation, span.GetTagItem("partnercenter.correlation_id")));
        Assert.All(_service.Sent, request => Assert.Equal(correlation.ToString(), request.Headers["MS-CorrelationId"]));
        Assert.Equal(["referrals get", "referrals patch", "referrals get", "referrals patch"],
            _spans.Where(span => span.ParentSpanId == update.SpanId).Select(span => span.DisplayName));
        Assert.Equal("conflict", Assert.Single(update.Events).Name);
    }

    [Fact]
    public async Task Each_operation_tells_its_method()
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full).RespondsWith(HttpStatusCode.OK, FoundRecord.Page());
        for (int i = 0; i < 3; i++)
        {
            _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        }

        ReferralsClient client = Client();
        await client.CreateAsync(Drafts.Minimal, cancellationToken: Cancellation);
        await client.InviteAsync(Drafts.Stored, Drafts.ToMicrosoft, cancellationToken: Cancellation);
        await client.ReplaceAsync(Drafts.Stored, cancellationToken: Cancellation);
        await client.PatchAsync(Drafts.Stored, new ReferralPatch().Notes("n"), cancellationToken: Cancellation);

        Assert.Equal(
            ["create POST", "list GET", "invite POST", "replace PUT", "patch PATCH"],
            _spans.Select(span => $"{span.GetTagItem("partnercenter.operation")} {span.GetTagItem("http.request.method")}"));
    }

    [Fact]
    public async Task An_update_that_fails_says_so_on_its_own_span()
    {
        _service.RespondsWith(HttpStatusCode.NotFound);

        await Assert.ThrowsAsync<ReferralNotFoundException>(
            () => Client().UpdateAsync(ReferralJson.Id, deal => deal, cancellationToken: Cancellation));

        Activity update = _spans.Single(span => span.DisplayName == "referrals update");
        Assert.Equal((ActivityStatusCode.Error, "ReferralNotFoundException"), (update.Status, update.GetTagItem("error.type")));
    }

    [Fact]
    public async Task A_list_tells_its_page()
    {
        _service.RespondsWith(
            HttpStatusCode.OK, ReferralJson.Page([], "?$skiptoken=1")).RespondsWith(HttpStatusCode.OK, ReferralJson.Page([]));

        await Client().ListAsync(cancellationToken: Cancellation).ToListAsync(Cancellation);

        Assert.Equal([1, 2], _spans.Select(span => span.GetTagItem("partnercenter.page")));
        Assert.All(_spans, span => Assert.Equal("/collection", span.GetTagItem("url.template")));
    }

    private static object? Tag(ActivityEvent one, string name) => one.Tags.FirstOrDefault(tag => tag.Key == name).Value;

    private IEnumerable<CollectedMeasurement<T>> OfThisHost<T>(MetricCollector<T> collector)
        where T : struct =>
        collector.GetMeasurementSnapshot().Where(one => (string?)one.Tags.GetValueOrDefault("server.address") == _host);

    private ReferralsClient Client(ReferralsCredential? credential = null) => _service.Client(options =>
    {
        options.Endpoint = new Uri($"https://{_host}/collection");
        options.LoggerFactory = _loggers;
        options.Credential = credential ?? options.Credential;
    });

    private sealed class AbsentUser() : ReferralsCredential(TimeProvider.System)
    {
        public Action? OnPrompt { get; init; }

        internal override bool IsInteractive => true;

        private protected override async Task<ReferralsAccessToken> RequestAsync(
            ReferralsTokenRequest request, CancellationToken cancellationToken)
        {
            if (OnPrompt is not null)
            {
                OnPrompt();
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }

            throw new ReferralsAuthenticationException("The user did not sign in.");
        }
    }

    /// <summary>Throws at the log line of a successful call.</summary>
    private sealed class BrokenLogs : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id == 1)
            {
                throw new TimeZoneNotFoundException();
            }
        }

        public void Dispose()
        {
        }
    }
}
