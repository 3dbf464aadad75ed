using System.Net;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that telemetry reports why a call waits, together with how long.</summary>
public sealed class WaitReasonTests : IDisposable
{
    private readonly MockedService _service = new();
    private readonly string _host = $"{Guid.NewGuid():N}.example.com";
    private readonly MetricCollector<double> _waits = new(Instruments.WaitDuration);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _waits.Dispose();
        _service.Dispose();
    }

    [Fact]
    public async Task A_wait_that_the_service_did_not_name_is_a_backoff()
    {
        _service.RespondsWith(HttpStatusCode.InternalServerError).RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        await Client().GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        Assert.Equal([("backoff", 0d)], Waits());
    }

    [Fact]
    public async Task A_wait_for_the_Retry_After_of_another_call_has_the_reason_throttled()
    {
        _service.RespondsWith(
            HttpStatusCode.TooManyRequests, null, ("Retry-After", "20")).RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        ReferralsClient client = Client();
        await Assert.ThrowsAsync<ReferralsThrottledException>(
            () => client.GetAsync(ReferralJson.Id, new ReferralCallOptions { MaxAttempts = 1 }, Cancellation));

        Task<Referral> other = client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        TimeSpan wait = await _service.Time.WaitStartedAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20.1));
        _service.Time.Advance(wait);
        await other;

        Assert.Equal([("throttled", wait.TotalSeconds)], Waits());
    }

    private IEnumerable<(string?, double)> Waits() => _waits.GetMeasurementSnapshot()
        .Where(one => (string?)one.Tags.GetValueOrDefault("server.address") == _host)
        .Select(one => ((string?)one.Tags["partnercenter.wait.reason"], one.Value));

    private ReferralsClient Client() => _service.Client(options => options.Endpoint = new Uri($"https://{_host}/collection"));
}
