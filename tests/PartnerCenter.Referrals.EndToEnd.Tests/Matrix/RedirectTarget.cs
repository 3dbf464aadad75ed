using System.Net;
using System.Net.Sockets;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Matrix;

/// <summary>Listens at the address that redirects name. No request should arrive.</summary>
internal static class RedirectTarget
{
    private static readonly TcpListener Listener = Start();

    public static Uri Endpoint { get; } = new($"http://{Listener.LocalEndpoint}/");

    /// <summary>Gets whether a request arrived.</summary>
    public static bool WasCalled => Listener.Pending();

    private static TcpListener Start()
    {
        TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }
}
