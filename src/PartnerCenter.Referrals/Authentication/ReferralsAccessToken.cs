using System.Diagnostics.CodeAnalysis;

namespace PartnerCenter.Referrals;

/// <summary>Represents an access token for Partner Center and the time at which it expires.</summary>
/// <remarks>Instances are immutable and thread-safe. <see cref="ToString"/> never returns the token.</remarks>
public sealed class ReferralsAccessToken
{
    /// <summary>Creates an access token from a token that was just obtained.</summary>
    /// <param name="token">The token alone, without the word <c>Bearer</c>.</param>
    /// <param name="expiresOn">The time at which the token expires, as its issuer states it.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="token"/> is null or empty, or has characters that cannot be part of a bearer token: anything but visible ASCII
    /// characters. The exception does not quote it.
    /// </exception>
    public ReferralsAccessToken(string token, DateTimeOffset expiresOn)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(token);
        if (!IsToken(token))
        {
            throw new ArgumentException(
                "A bearer token consists of visible ASCII characters without spaces; pass the token alone, without the word Bearer.",
                nameof(token));
        }

        Token = token;
        ExpiresOn = expiresOn;
    }

    /// <summary>Gets the token. It is a secret: anyone who has it can act as the signed-in user.</summary>
    public string Token { get; }

    /// <summary>Gets the time at which the token expires. It may have any offset and is compared as an instant.</summary>
    public DateTimeOffset ExpiresOn { get; }

    /// <summary>Returns whether a text can be an access token or a refresh token: visible ASCII characters without spaces.</summary>
    internal static bool IsToken([NotNullWhen(true)] string? text) =>
        !string.IsNullOrEmpty(text) && !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    /// <summary>Returns the type's name and the expiry, never the token.</summary>
    public override string ToString() => $"{nameof(ReferralsAccessToken)} until {ExpiresOn.ToUniversalTime():u}";
}
