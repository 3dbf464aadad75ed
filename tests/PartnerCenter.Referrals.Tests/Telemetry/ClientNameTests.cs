using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Tests that spans, metrics and the scope of log lines have the name of the client, and that a failed sign-in is logged.
/// </summary>
public sealed class ClientNameTests : IDisposable
{
    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData(null, "contoso")]
    [InlineData("fabrikam", "fabrikam")]
    public async Task A_client_has_the_name_of_its_key_unless_it_gets_another(string? clientName, string expected)
    {
        string operationId = Guid.NewGuid().ToString();
        List<string?> spans = [], metrics = [];
        using ActivityListener spanListener = new()
        {
            ShouldListenTo = source => source.Name == ReferralsTelemetry.Name,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.GetTagItem("partnercenter.correlation_id")?.ToString() == operationId)
                {
                    lock (spans)
                    {
                        spans.Add((string?)span.GetTagItem("partnercenter.client"));
                    }
                }
            },
        };
        ActivitySource.AddActivityListener(spanListener);
        using MeterListener meterListener = new()
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == ReferralsTelemetry.Name)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        meterListener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            string? host = null, client = null;
            foreach ((string key, object? value) in tags)
            {
                host = key == "server.address" ? (string?)value : host;
                client = key == "partnercenter.client" ? (string?)value : client;
            }

            if (host == $"{expected}.example.com")
            {
                lock (metrics)
                {
                    metrics.Add(client);
                }
            }
        });
        meterListener.Start();
        ScopedLog log = new();
        ServiceCollection services = new();
        services.AddSingleton<ILoggerFactory>(log);
        services.AddPartnerCenterReferrals("contoso", options =>
        {
            options.Credential = Tokens();
            options.Endpoint = new Uri($"https://{expected}.example.com/referrals");
            options.ClientName = clientName ?? options.ClientName;
        }).ConfigurePrimaryHttpMessageHandler(() => _service.Handler);
        await using ServiceProvider provider = services.BuildServiceProvider();
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        await provider.GetRequiredKeyedService<IReferralsClient>("contoso").UpdateAsync(
            ReferralJson.Id, referral => referral, new ReferralCallOptions { CorrelationId = Guid.Parse(operationId) }, Cancellation);

        Assert.Equal([expected, expected], spans); // The read, and the update around it.
        Assert.NotEmpty(metrics);
        Assert.All(metrics, name => Assert.Equal(expected, name));
        Assert.NotEmpty(log.Scopes);
        Assert.All(log.Scopes, scope => Assert.Equal($"partnercenter.client: {expected}", scope?.ToString()));
        Assert.All(log.Scopes, scope => Assert.Equal(
            [KeyValuePair.Create("partnercenter.client", (object?)expected)], (IEnumerable<KeyValuePair<string, object?>>)scope!));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void An_empty_name_is_refused(string name) => Assert.Contains(
        "ClientName must not be empty",
        Assert.Throws<ArgumentException>(() => _service.Client(options => options.ClientName = name)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(true, "transient")]
    [InlineData(false, "permanent")]
    public async Task A_failed_sign_in_is_logged_with_the_code_of_Entra_and_its_kind(bool isTransient, string kind)
    {
        RecordedLog log = new();
        ReferralsClient client = _service.Client(options =>
        {
            options.LoggerFactory = log;
            options.MaxAttempts = 1;
            options.Credential = ReferralsCredential.FromTokenProvider((_, _) => throw new ReferralsAuthenticationException("planted")
            {
                EntraErrorCode = "AADSTS50173",
                EntraCorrelationId = "c-1",
                IsTransient = isTransient,
            });
        });

        await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));

        string line = Assert.Single(log.Of(16));
        Assert.StartsWith(
            $"get was not sent, because no access token was acquired: code AADSTS50173, {kind}, after 1 attempt(s) "
                + "(Entra correlation id c-1,",
            line, StringComparison.Ordinal);
        Assert.Empty(log.Of(2));
        Assert.DoesNotContain("planted", log.ToString(), StringComparison.Ordinal);
    }

    private static ReferralsCredential Tokens() => ReferralsCredential.FromTokenProvider(
        (_, _) => new(new ReferralsAccessToken("t", DateTimeOffset.UtcNow.AddHours(1))));

    private sealed class ScopedLog : ILoggerFactory, ILogger
    {
        private object? _scope;

        public List<object?> Scopes { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable BeginScope<TState>(TState state)
            where TState : notnull
        {
            _scope = state;
            return new End(this);
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Scopes.Add(_scope);

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }

        private sealed class End(ScopedLog log) : IDisposable
        {
            public void Dispose() => log._scope = null;
        }
    }
}
