using System.Net;

namespace PartnerCenter.Referrals;

/// <summary>
/// Specifies what every address must be that gets a token or a secret. No message quotes the address, because it may hold a password.
/// </summary>
internal static class AddressRule
{
    /// <summary>Returns what is wrong with an address that has parts besides host and path; null if it has none.</summary>
    public static string? Validate(Uri address, string name) =>
        address is { UserInfo.Length: > 0 } or { Query.Length: > 0 } or { Fragment.Length: > 0 }
            ? $"{name} must have no query, fragment or user name."
            : null;

    /// <summary>
    /// Returns whether an address without a user name is on this machine: 127.0.0.0/8, <c>[::1]</c> or <c>localhost</c>.
    /// <see cref="Uri.IsLoopback"/> is true for <c>loopback</c> too, which is no name of this machine for any other program.
    /// </summary>
    public static bool IsLoopback(Uri address) => address.HostNameType switch
    {
        UriHostNameType.IPv4 => IPAddress.TryParse(address.IdnHost, out IPAddress? ip) && ip.GetAddressBytes()[0] == 127,
        UriHostNameType.IPv6 => IPAddress.TryParse(address.IdnHost, out IPAddress? ip) && ip.Equals(IPAddress.IPv6Loopback),
        _ => address.IdnHost == "localhost" && IsWritten("localhost", address.OriginalString),
    };

    /// <summary>
    /// Returns the proxy for requests to an address: for this machine one that every request bypasses, because it would receive the token
    /// in clear; otherwise that of the options, or null for the proxy of the system. A program can still set another one on the handler.
    /// </summary>
    public static IWebProxy? ProxyFor(Uri? address, IWebProxy? proxy) =>
        address is { IsAbsoluteUri: true } && IsThisMachine(address) ? new WebProxy() : proxy; // One that has no address.

    /// <summary>Returns whether an address leads to this machine, however it is written.</summary>
    public static bool IsThisMachine(Uri address) =>
        address.IsLoopback || address.IdnHost.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    // Uri itself replaces the host "loopback" by "localhost".
    private static bool IsWritten(string host, string address) =>
        address.AsSpan(address.IndexOf("://", StringComparison.Ordinal) + 3).StartsWith(host, StringComparison.OrdinalIgnoreCase);
}
