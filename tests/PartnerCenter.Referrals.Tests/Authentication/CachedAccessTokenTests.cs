using Microsoft.Extensions.Time.Testing;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests to the tick how long a cached token is fresh and usable.</summary>
public sealed class CachedAccessTokenTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(3600, 0, 3300)] // Five minutes before the expiry.
    [InlineData(3600, 0.5, 3375)]
    [InlineData(3600, 1, 3450)] // Two and a half minutes before the expiry.
    [InlineData(1204, 0, 904)]
    [InlineData(1200, 0, 900)] // A quarter of the lifetime is five minutes.
    [InlineData(1196, 0, 897)]
    [InlineData(600, 0, 450)]
    [InlineData(600, 0.5, 487.5)]
    [InlineData(600, 1, 525)]
    [InlineData(40, 1, 35)] // An eighth of the lifetime is five seconds.
    [InlineData(16, 1, 11)]
    public void A_token_is_fresh_until_its_renewal_is_due(int lifetime, double jitter, double seconds)
    {
        CachedAccessToken cached = Cached(lifetime, jitter);

        _time.Advance(TimeSpan.FromSeconds(seconds) - Tick);
        Assert.True(cached.IsFresh);
        _time.Advance(Tick);

        Assert.False(cached.IsFresh);
    }

    [Theory]
    [InlineData(3600, 3595)]
    [InlineData(600, 595)]
    [InlineData(6, 1)]
    public void A_token_is_usable_until_five_seconds_before_its_expiry(int lifetime, int seconds)
    {
        CachedAccessToken cached = Cached(lifetime, jitter: 0);

        _time.Advance(TimeSpan.FromSeconds(seconds) - Tick);
        Assert.True(cached.IsUsable);
        _time.Advance(Tick);

        Assert.False(cached.IsUsable);
    }

    private CachedAccessToken Cached(int lifetime, double jitter) => new(
        new ReferralsAccessToken("token", _time.GetUtcNow().AddSeconds(lifetime)), _time, claims: null, _time, jitter);
}
