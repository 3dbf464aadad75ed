using System.Net;
using System.Net.Sockets;

namespace PartnerCenter.Referrals;

/// <summary>
/// Listens on a port of this machine. For <c>localhost</c> that is IPv4 and IPv6, because a browser may take either: a program at the other
/// one would get the authorization code.
/// </summary>
internal sealed class LoopbackPort : IDisposable
{
    private const int MaxTries = 20;

    private LoopbackPort(TcpListener[] listeners) => Listeners = listeners;

    /// <summary>Gets the listeners, which have the same port.</summary>
    public IReadOnlyList<TcpListener> Listeners { get; }

    public int Number => ((IPEndPoint)Listeners[0].LocalEndpoint).Port;

    /// <summary>Starts to listen.</summary>
    /// <param name="host"><c>localhost</c> or <c>127.0.0.1</c>.</param>
    /// <param name="port">The port; null for a free one.</param>
    /// <exception cref="SocketException">The port cannot be used.</exception>
    public static LoopbackPort Listen(string host, int? port)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                return Listen(port ?? 0, withIPv6: host == "localhost");
            }
            catch (SocketException) when (port is null && tries < MaxTries)
            {
                // The port is free for IPv4 but taken for IPv6, so another one is tried.
            }
        }
    }

    public void Dispose()
    {
        foreach (TcpListener listener in Listeners)
        {
            listener.Dispose();
        }
    }

    private static LoopbackPort Listen(int port, bool withIPv6)
    {
        TcpListener first = Start(IPAddress.Loopback, port);
        try
        {
            return new LoopbackPort(
                withIPv6 && StartIPv6(((IPEndPoint)first.LocalEndpoint).Port) is { } second ? [first, second] : [first]);
        }
        catch
        {
            first.Dispose();
            throw;
        }
    }

    // Returns null on a machine without IPv6, where nobody can listen there.
    private static TcpListener? StartIPv6(int port)
    {
        if (!Socket.OSSupportsIPv6)
        {
            return null;
        }

        try
        {
            return Start(IPAddress.IPv6Loopback, port);
        }
        catch (SocketException failure)
            when (failure.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported)
        {
            return null;
        }
    }

    private static TcpListener Start(IPAddress address, int port)
    {
        TcpListener listener = new(address, port);
        try
        {
            listener.Start();
            return listener;
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }
}
