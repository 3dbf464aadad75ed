using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Answers each request on a loopback port with the bytes of a script, in order, and closes the connection. The last answer is repeated.
/// </summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private volatile byte[][] _answers;
    private readonly Task _serving;
    private readonly List<string> _requests = [];

    public RawServer(params string[] answers)
        : this([.. answers.Select(Encoding.Latin1.GetBytes)])
    {
    }

    public RawServer(params byte[][] answers)
    {
        _answers = answers;
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://{_listener.LocalEndpoint}/r"));

    /// <summary>Gets the heads of the requests in order of arrival.</summary>
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

    /// <summary>Replaces the answers to the requests that follow.</summary>
    public void RespondsWith(params byte[][] answers) => _answers = answers;

    /// <summary>Returns a whole response.</summary>
    public static byte[] Response(string statusAndHeaders, byte[] body) =>
    [
        .. Encoding.Latin1.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"HTTP/1.1 {statusAndHeaders}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n")),
        .. body,
    ];

    public static byte[] Response(string statusAndHeaders, string body) => Response(statusAndHeaders, Encoding.UTF8.GetBytes(body));

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _serving;
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        for (int number = 0; ; number++)
        {
            try
            {
                using Socket connection = await _listener.AcceptSocketAsync(_end.Token);
                await using NetworkStream stream = new(connection);
                await ReadRequestAsync(stream);
                byte[][] answers = _answers;
                await stream.WriteAsync(answers[Math.Min(number, answers.Length - 1)], _end.Token);
                connection.Shutdown(SocketShutdown.Send);
                // Waits until the client has closed its side: a connection that is closed first could lose the answer.
                byte[] rest = new byte[256];
                while (await stream.ReadAsync(rest, _end.Token) > 0)
                {
                }
            }
            catch (Exception ended) when (ended is OperationCanceledException or IOException or SocketException)
            {
                if (_end.IsCancellationRequested)
                {
                    return;
                }
            }
        }
    }

    private async Task ReadRequestAsync(NetworkStream stream)
    {
        List<byte> bytes = [];
        byte[] one = new byte[1];
        while (bytes is not [.., 13, 10, 13, 10])
        {
            await stream.ReadExactlyAsync(one, _end.Token);
            bytes.Add(one[0]);
        }

        string head = Encoding.Latin1.GetString([.. bytes]);
        lock (_requests)
        {
            _requests.Add(head);
        }

        string? length = head.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length: ", StringComparison.Ordinal));
        if (length is not null)
        {
            await stream.ReadExactlyAsync(new byte[int.Parse(length.AsSpan(16), CultureInfo.InvariantCulture)], _end.Token);
        }
    }
}
