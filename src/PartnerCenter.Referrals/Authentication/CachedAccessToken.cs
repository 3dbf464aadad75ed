using System.Net.Http.Headers;

namespace PartnerCenter.Referrals;

/// <summary>A token in hand, and how long it serves.</summary>
internal sealed class CachedAccessToken
{
    private static readonly TimeSpan MaxRenewalLead = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan NewFor = TimeSpan.FromMinutes(1);

    // A token must outlive the way to the service.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time;
    private readonly long _receivedAt;
    private readonly DateTimeOffset _renewFrom;
    private readonly TimeSpan _renewAfter;
    private readonly DateTimeOffset _usableUntil;
    private readonly TimeSpan _usableFor;
    private volatile bool _isRejected;

    /// <param name="token">What was received.</param>
    /// <param name="claims">What the service had asked for, if it had.</param>
    /// <param name="time">The clock.</param>
    /// <param name="jitter">From 0 to 1, so that nodes that started together do not renew together.</param>
    /// <exception cref="ReferralsAuthenticationException">By this machine's clock it has expired already.</exception>
    public CachedAccessToken(ReferralsAccessToken token, string? claims, TimeProvider time, double jitter)
    {
        DateTimeOffset now = time.GetUtcNow();
        TimeSpan lifetime = token.ExpiresOn - now;
        if (lifetime <= Margin)
        {
            throw new ReferralsAuthenticationException(
                $"The token received expires at {token.ExpiresOn.ToUniversalTime():u}, and by this machine's clock it is "
                + $"{now.ToUniversalTime():u}. "
                + "Check the clock, or the token provider.");
        }

        // From five minutes to half of that, or of a short life from a quarter to an eighth. Not more: each minute ahead is one that the
        // next token lives less.
        TimeSpan lead = (lifetime / 4 < MaxRenewalLead ? lifetime / 4 : MaxRenewalLead) * (1 - (jitter / 2));
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

    // By both clocks: the wall's may be set back, and the other stands still while the machine sleeps.
    public bool IsFresh => !_isRejected && _time.GetUtcNow() < _renewFrom && Age < _renewAfter;

    public bool IsUsable => !_isRejected && _time.GetUtcNow() < _usableUntil && Age < _usableFor;

    /// <summary>Whether a refusal cannot mean that it was revoked: the next one would be refused as well.</summary>
    public bool IsNew => Age < NewFor;

    private TimeSpan Age => _time.GetElapsedTime(_receivedAt);

    /// <summary>It serves no more; its expiry still tells that a token must be newer.</summary>
    public void MarkRejected() => _isRejected = true;
}
