using System.Net.Http.Headers;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests the telemetry of new tokens and of failed renewals.</summary>
public sealed class TokenTelemetryTests : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeLogCollector _log = new();
    private readonly FakeLogger _logger;
    private readonly MetricCollector<double> _durations = new(Instruments.TokenDuration);
    private Exception? _failure;
    private TimeSpan _takes;

    public TokenTelemetryTests() => _logger = new FakeLogger(_log, ReferralsTelemetry.Name);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_token_tells_how_long_it_took_and_when_it_expires()
    {
        _takes = TimeSpan.FromSeconds(1.125);
        using AccessTokenProvider provider = Provider();

        await provider.GetAsync(Cancellation);

        FakeLogRecord line = Assert.Single(_log.GetSnapshot());
        Assert.Equal(
            (7, LogLevel.Debug, "A new access token was acquired after 1125 ms. It expires at 2030-01-01 13:00:01Z."),
            (line.Id.Id, line.Level, line.Message));
        // All tests share the instrument; no other test has this duration.
        Assert.Single(_durations.GetMeasurementSnapshot(), one => one.Value == 1.125 && one.Tags.Count == 0);
    }

    [Fact]
    public async Task A_failed_background_renewal_logs_a_warning_while_the_cached_token_is_used()
    {
        using AccessTokenProvider provider = Provider();
        AuthenticationHeaderValue inHand = await provider.GetAsync(Cancellation);
        _time.Advance(Lifetime - TimeSpan.FromMinutes(2));
        _takes = TimeSpan.FromSeconds(2.375);
        _failure = new ReferralsAuthenticationException("planted") { EntraErrorCode = "AADSTS90033", EntraCorrelationId = "e-1" };

        Assert.Same(inHand, await provider.GetAsync(Cancellation));
        while (_log.LatestRecord.Id.Id == 7 || _durations.GetMeasurementSnapshot().All(one => one.Value != 2.375))
        {
            Cancellation.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        FakeLogRecord line = _log.LatestRecord;
        Assert.Equal((8, LogLevel.Warning), (line.Id.Id, line.Level));
        Assert.Equal(
            "No new access token was acquired: ReferralsAuthenticationException, code AADSTS90033, after 2375 ms (Entra correlation id "
                + "e-1). The cached token is used until 2030-01-01 13:00:00Z; later calls try again.",
            line.Message);
        Assert.Single(
            _durations.GetMeasurementSnapshot(),
            one => one.Value == 2.375 && (string?)one.Tags["error.type"] == nameof(ReferralsAuthenticationException));
    }

    [Fact]
    public async Task A_first_token_that_does_not_come_is_left_to_the_call_to_tell()
    {
        _failure = new ReferralsAuthenticationException("planted");
        using AccessTokenProvider provider = Provider();

        await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => provider.GetAsync(Cancellation).AsTask());

        Assert.Empty(_log.GetSnapshot());
    }

    [Fact]
    public async Task A_renewal_that_ends_because_the_client_is_disposed_of_warns_nobody()
    {
        TaskCompletionSource begun = new();
        int calls = 0;
        AccessTokenProvider provider = new(
            ReferralsCredential.FromTokenProvider(async (_, cancellationToken) =>
            {
                if (++calls > 1)
                {
                    _time.Advance(TimeSpan.FromSeconds(3.625));
                    begun.SetResult();
                    await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
                }

                return new ReferralsAccessToken("t", _time.GetUtcNow() + Lifetime);
            }),
            _time, _logger);
        await provider.GetAsync(Cancellation);
        _time.Advance(Lifetime - TimeSpan.FromMinutes(2));
        await provider.GetAsync(Cancellation);
        await begun.Task;

        provider.Dispose();
        while (_durations.GetMeasurementSnapshot().All(one => one.Value != 3.625)) // This measurement comes last.
        {
            await Task.Yield();
        }

        Assert.Equal([7], _log.GetSnapshot().Select(line => line.Id.Id));
    }

    public void Dispose() => _durations.Dispose();

    private AccessTokenProvider Provider() => new(
        ReferralsCredential.FromTokenProvider((_, _) =>
        {
            _time.Advance(_takes);
            return _failure is null ? new(new ReferralsAccessToken("t", _time.GetUtcNow() + Lifetime)) : throw _failure;
        }),
        _time, _logger);
}
