using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PartnerCenter.Referrals.Tests;

/// <summary>A server of bare sockets on loopback that answers each request with the next act of a script, however broken.</summary>
internal sealed class BrokenService : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Queue<Func<Socket, Task>> _acts;
    private readonly List<string> _requests = [];
    private readonly Task _serving;

    public BrokenService(params IEnumerable<Func<Socket, Task>> acts)
    {
        _acts = new(acts);
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Endpoint => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1.0/engagements/referrals");

    /// <summary>Head and body of each request, as they came over the socket.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>A whole answer.</summary>
    public static Func<Socket, Task> Answers(int status, string body) => socket => SendAsync(socket, Head(status, Encoding.UTF8.GetByteCount(body)) + body);

    /// <summary>The request is read, and the connection reset.</summary>
    public static Task Resets(Socket socket)
    {
        socket.LingerState = new LingerOption(true, 0);
        return Task.CompletedTask;
    }

    /// <summary>The request is read, and the connection closed in good order.</summary>
    public static Task Closes(Socket socket)
    {
        socket.Shutdown(SocketShutdown.Both);
        return Task.CompletedTask;
    }

    /// <summary>The head and half of the body, then silence until the client gives up.</summary>
    public static Func<Socket, Task> Stalls(string body, TaskCompletionSource stalled) => async socket =>
    {
        await SendAsync(socket, Head(200, Encoding.UTF8.GetByteCount(body)) + body[..(body.Length / 2)]);
        stalled.SetResult();
        await socket.ReceiveAsync(new byte[1]); // Ends when the client closes the connection.
    };

    /// <summary>The head and half of the body, then a reset.</summary>
    public static Func<Socket, Task> BreaksOff(int status, string body) => async socket =>
    {
        await SendAsync(socket, Head(status, Encoding.UTF8.GetByteCount(body)) + body[..(body.Length / 2)]);
        await Resets(socket);
    };

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Dispose();
    }

    private static string Head(int status, int length) =>
        $"HTTP/1.1 {status} Scripted\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n";

    private static async Task SendAsync(Socket socket, string text) => await socket.SendAsync(Encoding.UTF8.GetBytes(text));

    // One connection a request, so that none is a reused one: the platform repeats a read by itself on those.
    private async Task ServeAsync()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptSocketAsync();
            }
            catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            using (socket)
            {
                string request = await ReadRequestAsync(socket);
                lock (_requests)
                {
                    _requests.Add(request);
                }

                Func<Socket, Task> act = _acts.Count > 0 ? _acts.Dequeue() : Answers(418, "A request that the script does not expect.");
                try
                {
                    await act(socket);
                }
                catch (SocketException)
                {
                    // The client has hung up, as some acts provoke.
                }
            }
        }
    }

    private static async Task<string> ReadRequestAsync(Socket socket)
    {
        StringBuilder text = new();
        byte[] buffer = new byte[16 * 1024];
        while (true)
        {
            int read = await socket.ReceiveAsync(buffer);
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            string all = text.ToString();
            int end = all.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (read == 0 || (end >= 0 && all.Length - end - 4 >= Length(all[..end])))
            {
                return all;
            }
        }
    }

    private static int Length(string head) => head.Split("\r\n")
        .Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
        .Select(line => int.Parse(line.AsSpan(15), System.Globalization.CultureInfo.InvariantCulture))
        .FirstOrDefault();
}
