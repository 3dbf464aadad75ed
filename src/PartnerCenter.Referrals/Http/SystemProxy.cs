using System.Net;

namespace PartnerCenter.Referrals;

/// <summary>
/// Represents the proxy of the system, except for addresses of this machine: a proxy would receive a token in clear. It is for handlers of
/// the application, which clients with other endpoints may share.
/// </summary>
internal sealed class SystemProxy : IWebProxy
{
    private SystemProxy()
    {
    }

    public static SystemProxy ExceptForThisMachine { get; } = new();

    public ICredentials? Credentials
    {
        get => HttpClient.DefaultProxy.Credentials;
        set => HttpClient.DefaultProxy.Credentials = value;
    }

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : HttpClient.DefaultProxy.GetProxy(destination);

    public bool IsBypassed(Uri host) => AddressRule.IsThisMachine(host) || HttpClient.DefaultProxy.IsBypassed(host);
}
