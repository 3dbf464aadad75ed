using System.Net;

namespace PartnerCenter.Referrals;

/// <summary>
/// Represents a proxy of the options, except for addresses of this machine: a proxy elsewhere cannot reach them, and would receive a token
/// in clear.
/// </summary>
internal sealed class ProxyExceptForThisMachine(IWebProxy proxy) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => proxy.Credentials;
        set => proxy.Credentials = value;
    }

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : proxy.GetProxy(destination);

    public bool IsBypassed(Uri host) => AddressRule.IsThisMachine(host) || proxy.IsBypassed(host);
}
