using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Accepts the web server's connections on a loopback socket, and can refuse them.</summary>
/// <param name="owner">The type that an <see cref="ObjectDisposedException"/> names.</param>
internal sealed class LoopbackListener(Type owner) : IConnectionListenerFactory, IConnectionListener
{
    private const int Backlog = 512;

    private readonly Lock _gate = new();
    private readonly SocketConnectionContextFactory _connections = new(new SocketConnectionFactoryOptions(), NullLogger.Instance);
    private readonly HashSet<ConnectionContext> _open = [];

    // Completed while connections are accepted, with the listening socket, or with null once the listener has stopped.
    private TaskCompletionSource<Socket?> _listening = NewListening();

    // Listens, or only reserves the port while connections are refused.
    private Socket? _socket;
    private bool _isStopped;

    public EndPoint EndPoint { get; private set; } = new IPEndPoint(IPAddress.Loopback, 0);

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            EndPoint = endpoint;
            Open();
            EndPoint = _socket!.LocalEndPoint!;
        }

        return ValueTask.FromResult<IConnectionListener>(this);
    }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await ListeningAsync().WaitAsync(cancellationToken).ConfigureAwait(false) is { } listening)
        {
            try
            {
                if (Admit(await listening.AcceptAsync(cancellationToken).ConfigureAwait(false)) is { } connection)
                {
                    return connection;
                }
            }
            catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
            {
                // The socket was closed during the wait, or the client disconnected before it was accepted. The loop checks whether to
                // continue.
            }
        }

        return null;
    }

    public void RefuseConnections()
    {
        ConnectionContext[] open;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isStopped, owner);
            if (!_listening.Task.IsCompleted)
            {
                return;
            }

            _listening = NewListening();
            _socket!.Dispose();

            // The new socket is bound but does not listen. The system refuses connections to it, and assigns the port to no program that
            // requests any free port.
            _socket = Bound(listens: false);
            open = [.. _open];
        }

        foreach (ConnectionContext connection in open)
        {
            connection.Abort(new ConnectionAbortedException("The emulator refuses connections."));
        }
    }

    public void AcceptConnections()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isStopped, owner);
            if (!_listening.Task.IsCompleted)
            {
                _socket!.Dispose();
                Open();
            }
        }
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            _isStopped = true;
            _socket?.Dispose();
            _listening.TrySetResult(null);
            _listening = NewListening();
            _listening.SetResult(null);
        }

        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await UnbindAsync().ConfigureAwait(false);
        _connections.Dispose();
    }

    private static TaskCompletionSource<Socket?> NewListening() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task<Socket?> ListeningAsync()
    {
        lock (_gate)
        {
            return _listening.Task;
        }
    }

    private void Open()
    {
        _socket = Bound(listens: true);
        _listening.SetResult(_socket);
    }

    private Socket Bound(bool listens)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(EndPoint);
            if (listens)
            {
                socket.Listen(Backlog);
            }

            return socket;
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            socket.Dispose();
            throw new AddressInUseException(taken.Message, taken);
        }
    }

    private ConnectionContext? Admit(Socket socket)
    {
        lock (_gate)
        {
            if (!_listening.Task.IsCompleted)
            {
                RawConnection.Reset(socket);
                return null;
            }

            socket.NoDelay = true;
            ConnectionContext connection = _connections.Create(socket);
            _open.Add(connection);
            connection.ConnectionClosed.Register(() => Forget(connection));
            return connection;
        }
    }

    private void Forget(ConnectionContext connection)
    {
        lock (_gate)
        {
            _open.Remove(connection);
        }
    }
}
