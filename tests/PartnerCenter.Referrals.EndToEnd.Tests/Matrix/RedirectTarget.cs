using System.Net;
using System.Net.Sockets;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Matrix;

/// <summary>Where redirects point to: it listens, and nobody should come.</summary>
internal static class RedirectTarget
{
    private static readonly TcpListener Listener = Start();

    public static Uri Endpoint { get; } = new($"http://{Listener.LocalEndpoint}/");

    /// <summary>Whether anybody has come.</summary>
    public static bool WasCalled => Listener.Pending();

    private static TcpListener Start()
    {
        TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }
}
