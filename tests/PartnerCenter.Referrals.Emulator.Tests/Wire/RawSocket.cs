using System.Net.Sockets;
using System.Text;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Represents a raw connection to an emulator, which shows the bytes that arrive and how the connection ends.</summary>
internal sealed class RawSocket : IDisposable
{
    private readonly ReferralsEmulator _emulator;
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);

    private RawSocket(ReferralsEmulator emulator) => _emulator = emulator;

    /// <summary>Gets how the connection ended: false for FIN, which reads as zero bytes, true for RST, null before.</summary>
    public bool? WasReset { get; private set; }

    /// <summary>Gets the number of bytes that have arrived and were not read.</summary>
    public int Available => _socket.Available;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<RawSocket> ConnectAsync(ReferralsEmulator emulator)
    {
        RawSocket socket = new(emulator);
        await socket._socket.ConnectAsync(emulator.Endpoint.Host, emulator.Endpoint.Port, Cancellation);
        return socket;
    }

    /// <summary>Sends a request in one write.</summary>
    public async Task SendAsync(string method, string path, string body = "", string mediaType = "application/json")
    {
        string head =
            $"{method} {path} HTTP/1.1\r\nHost: {_emulator.Endpoint.Authority}\r\nAuthorization: Bearer {_emulator.IssueToken()}\r\n"
            + $"Content-Type: {mediaType}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n";
        await _socket.SendAsync(Encoding.UTF8.GetBytes(head + body), Cancellation);
    }

    /// <summary>Reads a number of bytes, all of which must arrive.</summary>
    public async Task<string> ReadAsync(int count)
    {
        byte[] bytes = new byte[count];
        for (int read = 0; read < count;)
        {
            int more = await _socket.ReceiveAsync(bytes.AsMemory(read), Cancellation);
            Assert.NotEqual(0, more);
            read += more;
        }

        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Reads up to the empty line that ends the head of a response.</summary>
    public async Task<string> ReadHeadAsync()
    {
        StringBuilder head = new();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head.Append(await ReadAsync(1));
        }

        return head.ToString();
    }

    /// <summary>Reads until the connection ends, and records how it ended.</summary>
    public async Task<string> ReadToEndAsync()
    {
        using MemoryStream bytes = new();
        byte[] chunk = new byte[64 * 1024];
        try
        {
            int read;
            while ((read = await _socket.ReceiveAsync(chunk, Cancellation)) > 0)
            {
                bytes.Write(chunk, 0, read);
            }

            WasReset = false;
        }
        catch (SocketException end) when (end.SocketErrorCode == SocketError.ConnectionReset)
        {
            WasReset = true;
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    public void Dispose() => _socket.Dispose();
}
