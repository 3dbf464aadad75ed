using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace PartnerCenter.Referrals.EndToEnd.Tests.ByteSweep;

/// <summary>
/// Relays connections of one request each to a service, and ends one of them after a number of bytes. What it has read until then, it has
/// relayed, so the service has exactly the bytes that a network would have delivered.
/// </summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentBag<Task> _relays = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly IPEndPoint _service;
    private readonly ByteCut? _cut;
    private readonly int _number;
    private readonly Task _accepting;

    /// <param name="service">The service's address.</param>
    /// <param name="cut">How a connection ends; null for a proxy that only counts.</param>
    /// <param name="number">The number of the connection that ends, from zero.</param>
    public CuttingProxy(Uri service, ByteCut? cut, int number)
    {
        _service = new IPEndPoint(IPAddress.Loopback, service.Port);
        _cut = cut;
        _number = number;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Endpoint = new UriBuilder(service) { Port = ((IPEndPoint)_listener.LocalEndPoint!).Port }.Uri;
        _accepting = AcceptAsync();
    }

    public Uri Endpoint { get; }

    /// <summary>Gets the number of bytes of the request and of the response on the numbered connection.</summary>
    public (int Request, int Response) Lengths { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        await Task.WhenAll(_relays);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            for (int number = 0; ; number++)
            {
                Socket client = await _listener.AcceptAsync(_stop.Token);
                _relays.Add(RelayAsync(client, number == _number));
            }
        }
        catch (OperationCanceledException)
        {
            // The proxy is disposed.
        }
    }

    private async Task RelayAsync(Socket client, bool isNumbered)
    {
        using (client)
        using (Socket service = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            try
            {
                await service.ConnectAsync(_service, _stop.Token);
                await RelayAsync(client, service, isNumbered ? _cut : null, isNumbered);
            }
            catch (Exception ended) when (ended is SocketException or OperationCanceledException)
            {
                // The client has given up this connection, or the proxy is disposed.
            }
        }
    }

    private async Task RelayAsync(Socket client, Socket service, ByteCut? cut, bool isNumbered)
    {
        bool isOfRequest = cut is { IsOfRequest: true };
        (byte[] request, bool isComplete) = await HttpMessageReader.ReadAsync(client, isOfRequest ? cut!.Bytes : int.MaxValue, _stop.Token);
        await service.SendAsync(request, _stop.Token);

        // A service that has the whole request acts on it before the client does anything else.
        byte[] response = isComplete ? (await HttpMessageReader.ReadAsync(service, int.MaxValue, _stop.Token)).Bytes : [];
        int sent = isOfRequest ? 0 : Math.Min(cut?.Bytes ?? int.MaxValue, response.Length);
        await client.SendAsync(response.AsMemory(0, sent), _stop.Token);
        if (isNumbered)
        {
            Lengths = (request.Length, response.Length);
        }

        await EndAsync(client, service, cut);
    }

    private async Task EndAsync(Socket client, Socket service, ByteCut? cut)
    {
        if (cut is { IsReset: true })
        {
            service.LingerState = client.LingerState = new LingerOption(true, 0);
            return;
        }

        // Closing a socket with bytes that were not read would reset the connection.
        service.Shutdown(SocketShutdown.Send);
        client.Shutdown(SocketShutdown.Send);
        byte[] rest = new byte[16 * 1024];
        while (await client.ReceiveAsync(rest, _stop.Token) > 0)
        {
            // The client sends the rest of its request before it sees the end.
        }

        while (await service.ReceiveAsync(rest, _stop.Token) > 0)
        {
            // The service answers a request that was complete.
        }
    }
}
