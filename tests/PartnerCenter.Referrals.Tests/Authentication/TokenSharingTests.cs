using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging.Abstractions;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that a credential has one token for many callers, clients and lifetimes, also with irregular clocks.</summary>
public sealed class TokenSharingTests : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly MockedService _service = new();
    private readonly ConcurrentQueue<DateTimeOffset> _issued = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hundred_parallel_calls_over_ten_lifetimes_make_one_token_request_a_lifetime_and_none_goes_without_a_valid_token()
    {
        using AccessTokenProvider provider = new(Expiring(), _service.Time, NullLogger.Instance, jitter: () => 0);
        DateTimeOffset end = _service.Time.GetUtcNow() + (10 * Lifetime);

        while (_service.Time.GetUtcNow() < end)
        {
            DateTimeOffset now = _service.Time.GetUtcNow();
            AuthenticationHeaderValue[] headers = await Task.WhenAll(
                Enumerable.Range(0, 100).Select(_ => Task.Run(() => provider.GetAsync(Cancellation).AsTask(), Cancellation)));
            Assert.All(headers, header => Assert.True(ExpiryOf(header) > now));
            // The clock must not move on during the renewal, which runs in the background and may take a minute.
            while (ExpiryOf(await provider.GetAsync(Cancellation)) - now <= TimeSpan.FromMinutes(5))
            {
                await Task.Yield();
            }

            _service.Time.Advance(TimeSpan.FromMinutes(1));
        }

        // After the first token there is one for each lifetime, and none while a token has more than five minutes left.
        Assert.All(
            _issued.Zip(_issued.Skip(1)), pair => Assert.True(pair.Second - pair.First >= Lifetime - TimeSpan.FromMinutes(5), $"{pair}"));
        Assert.Equal(10, _issued.Count - 1);
    }

    [Theory]
    [InlineData(0, 55)]
    [InlineData(0.5, 56.25)]
    [InlineData(1, 57.5)]
    public async Task Nodes_that_start_together_do_not_renew_together(double jitter, double minutes)
    {
        using AccessTokenProvider provider = new(Expiring(), _service.Time, NullLogger.Instance, () => jitter);
        await provider.GetAsync(Cancellation);

        _service.Time.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
        AuthenticationHeaderValue first = await provider.GetAsync(Cancellation);
        Assert.Single(_issued);
        _service.Time.Advance(TimeSpan.FromSeconds(1));
        while (ReferenceEquals(await provider.GetAsync(Cancellation), first))
        {
            await Task.Yield();
        }

        Assert.Equal(2, _issued.Count);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_does_not_make_a_token_live_longer()
    {
        TwoClocks time = new();
        using AccessTokenProvider provider = new(Expiring(time), time, NullLogger.Instance);
        AuthenticationHeaderValue first = await provider.GetAsync(Cancellation);

        time.Pass(TimeSpan.FromMinutes(30));
        time.Wall -= TimeSpan.FromHours(2);
        Assert.Same(first, await provider.GetAsync(Cancellation));
        time.Pass(TimeSpan.FromMinutes(31));

        Assert.NotSame(first, await provider.GetAsync(Cancellation));
    }

    [Fact]
    public async Task A_machine_that_slept_does_not_trust_its_stopwatch()
    {
        TwoClocks time = new();
        using AccessTokenProvider provider = new(Expiring(time), time, NullLogger.Instance);
        AuthenticationHeaderValue first = await provider.GetAsync(Cancellation);

        time.Wall += TimeSpan.FromHours(2); // The stopwatch does not move in the meantime.

        Assert.NotSame(first, await provider.GetAsync(Cancellation));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_clock_for_itself_ends_a_token_at_the_same_moment(bool isWall)
    {
        TwoClocks time = new();
        using AccessTokenProvider provider = new(Expiring(time), time, NullLogger.Instance, () => 0);
        AuthenticationHeaderValue first = await provider.GetAsync(Cancellation);

        Pass(TimeSpan.FromMinutes(55) - TimeSpan.FromTicks(1));
        Assert.Same(first, await provider.GetAsync(Cancellation));
        Assert.Single(_issued); // Not renewed yet.

        Pass(TimeSpan.FromTicks(1) + TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(5));
        Assert.NotSame(first, await provider.GetAsync(Cancellation));

        void Pass(TimeSpan span)
        {
            time.Pass(isWall ? TimeSpan.Zero : span);
            time.Wall += isWall ? span : -span;
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_clock_for_itself_begins_the_renewal_at_the_same_moment(bool isWall)
    {
        TwoClocks time = new();
        using AccessTokenProvider provider = new(Expiring(time), time, NullLogger.Instance, () => 0);
        AuthenticationHeaderValue first = await provider.GetAsync(Cancellation);
        TimeSpan span = TimeSpan.FromMinutes(55);
        time.Pass(isWall ? TimeSpan.Zero : span);
        time.Wall += isWall ? span : -span;

        Assert.Same(first, await provider.GetAsync(Cancellation));
        while (ReferenceEquals(await provider.GetAsync(Cancellation), first))
        {
            await Task.Yield();
        }

        Assert.Equal(2, _issued.Count);
    }

    [Fact]
    public async Task Clients_that_share_a_credential_share_its_token_until_the_last_is_disposed()
    {
        for (int i = 0; i < 4; i++)
        {
            _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        }

        ReferralsCredential credential = Expiring();
        ReferralsClient one = Client(credential), other = Client(credential);
        await one.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        await other.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        one.Dispose();
        one.Dispose();
        await other.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        Assert.Single(_issued);

        other.Dispose();
        await Client(credential).GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        Assert.Equal(2, _issued.Count);
    }

    [Fact]
    public async Task A_client_with_a_clock_of_its_own_judges_by_it()
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full).RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        SignalledTime behind = new();
        ReferralsCredential credential = Expiring();

        await Client(credential).GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        await _service.Client(
            options => (options.Credential, options.TimeProvider) = (credential, behind)).GetAsync(
                ReferralJson.Id, cancellationToken: Cancellation);

        Assert.Equal(2, _issued.Count);
    }

    public void Dispose() => _service.Dispose();

    private static DateTimeOffset ExpiryOf(AuthenticationHeaderValue header) =>
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(header.Parameter!, CultureInfo.InvariantCulture));

    private ReferralsClient Client(ReferralsCredential credential) => _service.Client(options => options.Credential = credential);

    /// <summary>Issues tokens whose text is their expiry.</summary>
    private ReferralsCredential Expiring(TimeProvider? clock = null) => ReferralsCredential.FromTokenProvider((_, _) =>
    {
        DateTimeOffset now = (clock ?? _service.Time).GetUtcNow();
        _issued.Enqueue(now);
        return new(new ReferralsAccessToken($"{(now + Lifetime).ToUnixTimeSeconds()}", now + Lifetime));
    });

    /// <summary>Provides a wall clock that can be set, and a stopwatch that cannot.</summary>
    private sealed class TwoClocks : TimeProvider
    {
        private TimeSpan _stopwatch;

        public DateTimeOffset Wall { get; set; } = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(TimeSpan time)
        {
            _stopwatch += time;
            Wall += time;
        }

        public override DateTimeOffset GetUtcNow() => Wall;

        public override long GetTimestamp() => _stopwatch.Ticks;
    }
}
