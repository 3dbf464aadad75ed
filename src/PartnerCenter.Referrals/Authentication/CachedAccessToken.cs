using System.Net.Http.Headers;

namespace PartnerCenter.Referrals;

/// <summary>Represents a cached access token and determines how long it is fresh and usable.</summary>
internal sealed class CachedAccessToken
{
    private static readonly TimeSpan MaxRenewalLead = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan NewFor = TimeSpan.FromMinutes(1);

    // A token must not expire on the way to the service.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time;
    private readonly long _receivedAt;
    private readonly DateTimeOffset _renewFrom;
    private readonly TimeSpan _renewAfter;
    private readonly DateTimeOffset _usableUntil;
    private readonly TimeSpan _usableFor;
    private volatile bool _isRejected;

    /// <param name="token">The token that was received.</param>
    /// <param name="expiryClock">The clock that the token's expiry refers to.</param>
    /// <param name="claims">The claims that the token was requested with, as JSON; null for none.</param>
    /// <param name="time">The clock.</param>
    /// <param name="jitter">A number from 0 to 1, so that nodes that started together do not renew together.</param>
    /// <exception cref="ReferralsAuthenticationException">
    /// By this machine's clock the token has expired, or expires within five seconds.
    /// </exception>
    public CachedAccessToken(
        ReferralsAccessToken token, TimeProvider expiryClock, string? claims, TimeProvider time, double jitter)
    {
        DateTimeOffset issuersNow = expiryClock.GetUtcNow();
        TimeSpan lifetime = token.ExpiresOn - issuersNow;
        if (lifetime <= Margin)
        {
            throw new ReferralsAuthenticationException(
                $"The token received expires at {token.ExpiresOn.ToUniversalTime():u}, and by this machine's clock it is "
                + $"{issuersNow.ToUniversalTime():u}. Check the clock, or the token provider.");
        }

        // Renewal starts from 5 to 2.5 minutes before the expiry; for a token that lives less than 20 minutes, from a quarter to an eighth
        // of its lifetime before. It does not start earlier, because that would shorten the use of each token.
        TimeSpan lead = (lifetime / 4 < MaxRenewalLead ? lifetime / 4 : MaxRenewalLead) * (1 - (jitter / 2));
        DateTimeOffset now = time.GetUtcNow();
        _usableFor = lifetime - Margin;
        _renewAfter = lifetime - (lead > Margin ? lead : Margin);
        _usableUntil = now + _usableFor;
        _renewFrom = now + _renewAfter;
        _time = time;
        _receivedAt = time.GetTimestamp();
        Header = new AuthenticationHeaderValue("Bearer", token.Token);
        ExpiresOn = token.ExpiresOn;
        Claims = claims;
    }

    public AuthenticationHeaderValue Header { get; }

    public DateTimeOffset ExpiresOn { get; }

    public string? Claims { get; }

    // Both clocks count: the wall clock may be set back, and the monotonic one stops while the machine sleeps.
    public bool IsFresh => !_isRejected && _time.GetUtcNow() < _renewFrom && Age < _renewAfter;

    public bool IsUsable => !_isRejected && _time.GetUtcNow() < _usableUntil && Age < _usableFor;

    /// <summary>
    /// Gets whether the token is so new that a refusal cannot mean that it was revoked. Its replacement would be refused as well.
    /// </summary>
    public bool IsNew => Age < NewFor;

    private TimeSpan Age => _time.GetElapsedTime(_receivedAt);

    /// <summary>Makes the token unusable. A replacement must still expire later than this token.</summary>
    public void MarkRejected() => _isRejected = true;
}
