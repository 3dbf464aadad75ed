using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging.Testing;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that messages and requests are the same in every culture.</summary>
public sealed class CultureTests : IDisposable
{
    private readonly MockedService _service = new();
    private readonly FakeLogCollector _log = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Cultures => ["de-DE", "ar-SA", "fa-IR", "tr-TR"];

    public void Dispose() => _service.Dispose();

    [Theory, MemberData(nameof(Cultures))]
    public async Task A_wait_is_written_with_a_point(string culture)
    {
        CultureInfo.CurrentCulture = CultureOf(culture);
        _service.RespondsWith(HttpStatusCode.TooManyRequests, null, ("retry-after-ms", "499700"));
        ReferralsClient client = _service.Client(options => options.Timeout = TimeSpan.FromMilliseconds(2500));

        ReferralsThrottledException first = await ThrottledAsync(client);
        _service.Time.Advance(TimeSpan.FromMilliseconds(200_000));
        _service.RespondsWith(HttpStatusCode.TooManyRequests, null, ("retry-after-ms", "99700"));
        await ThrottledAsync(client);
        ReferralsThrottledException unsent = await ThrottledAsync(client);

        Assert.Contains("Wait 499.7 seconds", first.Message, StringComparison.Ordinal);
        Assert.Contains("wait for 99.7 seconds more", unsent.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Cultures))]
    public async Task A_size_has_commas_between_the_thousands(string culture)
    {
        CultureInfo.CurrentCulture = CultureOf(culture);
        _service.RespondsWith(HttpStatusCode.OK, new string(' ', 4 * 1024 * 1024) + "{}");

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(
            () => _service.Client().GetAsync(ReferralJson.Id, cancellationToken: Cancellation));

        Assert.Contains("the 4,194,304 bytes that", failure.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Cultures))]
    public async Task Times_and_numbers_of_log_lines_and_tokens_are_those_of_every_culture(string culture)
    {
        CultureInfo.CurrentCulture = CultureOf(culture);
        _service.RespondsWith(HttpStatusCode.TooManyRequests, null, ("Retry-After", "90"));
        ReferralsClient client = _service.Client(
            options => (options.Timeout, options.LoggerFactory) = (TimeSpan.FromSeconds(60), new Logs(_log)));
        await ThrottledAsync(client);

        Assert.Contains(
            _log.GetSnapshot(),
            line => line.Message.StartsWith(
                "get was throttled. The client's calls wait until 2030-01-01 00:01:30Z, except for one", StringComparison.Ordinal));
        Assert.Equal(
            "ReferralsAccessToken until 2030-01-01 00:00:00Z", new ReferralsAccessToken("t", _service.Time.GetUtcNow()).ToString());
    }

    // In invariant mode there is no other culture, and the test shows the same.
    private static CultureInfo CultureOf(string name) =>
        AppContext.TryGetSwitch("System.Globalization.Invariant", out bool isInvariant) && isInvariant
            || Environment.GetEnvironmentVariable("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT") is "1" or "true"
                ? CultureInfo.InvariantCulture
                : CultureInfo.GetCultureInfo(name);

    private static Task<ReferralsThrottledException> ThrottledAsync(ReferralsClient client) =>
        Assert.ThrowsAsync<ReferralsThrottledException>(() => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));

    private sealed class Logs(FakeLogCollector collector) : Microsoft.Extensions.Logging.ILoggerFactory
    {
        public Microsoft.Extensions.Logging.ILogger CreateLogger(string categoryName) => new FakeLogger(collector, categoryName);

        public void AddProvider(Microsoft.Extensions.Logging.ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
