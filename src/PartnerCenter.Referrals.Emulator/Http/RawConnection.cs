using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// The socket under a request, used past the web server: what is written here leaves as it is, and the connection ends as it is told. The
/// server sends nothing on it after that.
/// </summary>
internal sealed class RawConnection(HttpContext context)
{
    private readonly Socket _socket = context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;

    public CancellationToken ClientDisconnected => context.RequestAborted;

    /// <summary>Breaks a connection: the peer sees RST, once it has read what was sent before.</summary>
    public static void Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();
    }

    /// <summary>The head of an answer, which says that the connection will not be used again.</summary>
    public static byte[] FormatHead(EmulatedResponse response, int lengthError)
    {
        var head = new StringBuilder();
        head.Append(
            CultureInfo.InvariantCulture, $"HTTP/1.1 {response.StatusCode} {ReasonPhrases.GetReasonPhrase(response.StatusCode)}\r\n");
        foreach ((string name, string value) in response.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        head.Append(CultureInfo.InvariantCulture, $"Content-Length: {response.Body.Length + lengthError}\r\nConnection: close\r\n\r\n");
        return Encoding.ASCII.GetBytes(head.ToString());
    }

    /// <exception cref="SocketException">The client has gone.</exception>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await _socket.SendAsync(bytes, context.RequestAborted).ConfigureAwait(false)..];
        }
    }

    public void End(ConnectionEnding ending)
    {
        switch (ending)
        {
            case ConnectionEnding.Reset:
                Reset(_socket);
                break;
            case ConnectionEnding.Close:
                // The other direction stays open until the client closes it: to end both at once could reach it as a reset.
                _socket.Shutdown(SocketShutdown.Send);
                break;
            default:
                break;
        }
    }
}
