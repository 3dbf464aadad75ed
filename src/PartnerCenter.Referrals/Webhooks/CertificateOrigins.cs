using System.Buffers;
using System.Text;

namespace PartnerCenter.Referrals;

/// <summary>
/// Decides from which addresses a certificate may be downloaded (wire contract 9.4). An address is compared with the allowed origins as a
/// text before it is parsed, so that a user name, a port, another spelling of the host, a query or a longer path has no place in it.
/// </summary>
internal sealed class CertificateOrigins
{
    public const string DefaultHost = "3psostorageacct.blob.core.windows.net";

    private const int MaxLength = 1024;
    private const string Folder = "/cert/";
    private const string Extension = ".cer";

    private static readonly SearchValues<char> HostCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.");

    private static readonly SearchValues<char> FileCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%");

    private readonly string[] _origins;

    /// <param name="hosts">Entries for which <see cref="OriginOf"/> is not null.</param>
    public CertificateOrigins(IEnumerable<string> hosts)
    {
        _origins = [.. hosts.Select(static host => OriginOf(host)!)];
    }

    /// <summary>Returns the origin that an entry of the options stands for; null if the entry is not valid.</summary>
    public static string? OriginOf(string? entry)
    {
        if (entry is null)
        {
            return null;
        }

        if (!entry.Contains("://", StringComparison.Ordinal))
        {
            bool isHost = Uri.CheckHostName(entry) == UriHostNameType.Dns
                && !entry.AsSpan().ContainsAnyExcept(HostCharacters)
                && !entry.EndsWith('.');
            return isHost ? "https://" + entry.ToLowerInvariant() : null;
        }

        if (!Uri.TryCreate(entry, UriKind.Absolute, out Uri? address)
            || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps)
            || !AddressRule.IsLoopback(address))
        {
            return null;
        }

        string origin = address.GetLeftPart(UriPartial.Authority);
        return address.UserInfo.Length == 0
            && (entry.Equals(origin, StringComparison.OrdinalIgnoreCase) || entry.Equals(origin + '/', StringComparison.OrdinalIgnoreCase))
                ? origin
                : null;
    }

    /// <summary>Returns the address that is requested, written in one way only.</summary>
    /// <exception cref="ReferralWebhookException">The address is not allowed.</exception>
    public string Allow(string address)
    {
        foreach (string origin in _origins)
        {
            if (address.Length <= MaxLength
                && Ascii.IsValid(address)
                && address.StartsWith(origin, StringComparison.OrdinalIgnoreCase)
                && address.AsSpan(origin.Length).StartsWith(Folder, StringComparison.Ordinal)
                && IsFileName(address.AsSpan(origin.Length + Folder.Length)))
            {
                string allowed = origin + address[origin.Length..];
                // What Uri would write differently would be requested differently, too.
                if (Uri.TryCreate(allowed, UriKind.Absolute, out Uri? requested)
                    && requested.AbsoluteUri.Equals(allowed, StringComparison.Ordinal))
                {
                    return allowed;
                }
            }
        }

        throw ReferralWebhookException.Unauthorized(
            ReferralWebhookCheck.CertificateAddress,
            "The address of the certificate is not allowed. It must be https, one of CertificateHosts, and /cert/ with a file name that "
                + "ends with .cer.");
    }

    private static bool IsFileName(ReadOnlySpan<char> name)
    {
        if (name.Length <= Extension.Length
            || !name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)
            || name.ContainsAnyExcept(FileCharacters))
        {
            return false;
        }

        while (name.IndexOf('%') is >= 0 and int escape)
        {
            name = name[(escape + 1)..];
            if (name.Length < 2 || !char.IsAsciiHexDigit(name[0]) || !char.IsAsciiHexDigit(name[1]) || !IsHarmless(Value(name[..2])))
            {
                return false;
            }
        }

        return true;

        static char Value(ReadOnlySpan<char> hex) => (char)Convert.FromHexString(hex)[0];

        // A server or a proxy may decode the rest and find another path, a query or another escape in it.
        static bool IsHarmless(char decoded) => decoded is >= ' ' and <= '}' and not ('/' or '\\' or '.' or '%' or '?' or '#');
    }
}
