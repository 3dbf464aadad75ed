using System.Net;

namespace PartnerCenter.Referrals;

/// <summary>Represents a proxy of the options, except for addresses of this machine, which a proxy elsewhere cannot reach.</summary>
internal sealed class CertificateProxy(IWebProxy proxy) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => proxy.Credentials;
        set => proxy.Credentials = value;
    }

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : proxy.GetProxy(destination);

    public bool IsBypassed(Uri host) => AddressRule.IsThisMachine(host) || proxy.IsBypassed(host);
}
