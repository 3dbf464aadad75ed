namespace PartnerCenter.Referrals;

/// <summary>A bearer token for Partner Center and the time at which it stops being valid.</summary>
/// <remarks>Immutable and safe to share between threads. <see cref="ToString"/> never shows the token.</remarks>
public sealed class ReferralsAccessToken
{
    /// <summary>Holds a token that was just obtained.</summary>
    /// <param name="token">The token alone, without the word <c>Bearer</c>.</param>
    /// <param name="expiresOn">The moment it expires, as its issuer said.</param>
    /// <exception cref="ArgumentException"><paramref name="token"/> is empty, or has characters that no bearer token has.</exception>
    public ReferralsAccessToken(string token, DateTimeOffset expiresOn)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(token);
        if (token.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw new ArgumentException(
                "A bearer token is made of visible ASCII characters without blanks; pass the token alone, without the word Bearer.",
                nameof(token));
        }

        Token = token;
        ExpiresOn = expiresOn;
    }

    /// <summary>The token. A secret: whoever has it acts as the signed-in user.</summary>
    public string Token { get; }

    /// <summary>The moment the token expires. Any offset; compared as an instant.</summary>
    public DateTimeOffset ExpiresOn { get; }

    /// <summary>The type and the expiry, never the token.</summary>
    public override string ToString() => $"{nameof(ReferralsAccessToken)} until {ExpiresOn.ToUniversalTime():u}";
}
