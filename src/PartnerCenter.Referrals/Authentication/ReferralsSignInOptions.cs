using System.Text;

namespace PartnerCenter.Referrals;

/// <summary>Provides options for a sign-in that ends in a refresh token. The defaults are right for a person at this machine.</summary>
/// <seealso cref="ReferralsSignIn"/>
public sealed class ReferralsSignInOptions
{
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromDays(1);

    /// <summary>
    /// Gets the options of the token requests, such as the sign-in host; null, the default, for the live service. A token cache in them is
    /// not used: the refresh token is written to the store only.
    /// </summary>
    public ReferralsCredentialOptions? CredentialOptions { get; init; }

    /// <summary>
    /// Gets the redirect address of a sign-in with the browser, exactly as it is registered for the application: http, with the host
    /// <c>localhost</c> or <c>127.0.0.1</c>. The default is <c>http://localhost</c>. Without a port, a free one is used, which Entra
    /// accepts for the platform <em>Mobile and desktop applications</em>. For the platform <em>Web</em> it compares the port, so register
    /// and set one, such as <c>http://localhost:8400</c>. Only this machine can reach the address. For <c>localhost</c> the port must be
    /// free for IPv4 and IPv6, because the browser may take either.
    /// </summary>
    public Uri RedirectUri { get; init; } = new("http://localhost");

    /// <summary>
    /// Gets a function that opens the address of the sign-in page in a browser, or shows it to the person; null, the default, for the
    /// system's default browser. The browser must run on this machine. The function may return as soon as it is started, or wait until
    /// it is closed: the sign-in ends with the redirect either way, and what the function does after that is ignored.
    /// </summary>
    public Func<Uri, Task>? OpenBrowser { get; init; }

    /// <summary>Gets the time limit of the whole sign-in: more than 0, at most one day. The default is 15 minutes.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <exception cref="ArgumentException">An option is wrong. The message names it.</exception>
    internal void Validate(string parameter)
    {
        if (RedirectUri is not { IsAbsoluteUri: true, Scheme: "http", IdnHost: "localhost" or "127.0.0.1" }
            || !AddressRule.IsLoopback(RedirectUri))
        {
            throw new ArgumentException(
                "RedirectUri must be an http address with the host localhost or 127.0.0.1, such as http://localhost:8400.", parameter);
        }

        if (AddressRule.Validate(RedirectUri, nameof(RedirectUri)) is { } rule)
        {
            throw new ArgumentException(rule, parameter);
        }

        if (RedirectListener.PortOf(RedirectUri) == 0 || !Ascii.IsValid(RedirectUri.OriginalString)
            || RedirectUri.OriginalString.AsSpan().ContainsAny(' ', '\\'))
        {
            throw new ArgumentException(
                "RedirectUri must contain ASCII characters only, no space or backslash, and no port 0: leave the port out for a free one.",
                parameter);
        }

        if (Timeout <= TimeSpan.Zero || Timeout > MaxTimeout)
        {
            throw new ArgumentException("Timeout must be more than 0, and at most one day.", parameter);
        }
    }
}
