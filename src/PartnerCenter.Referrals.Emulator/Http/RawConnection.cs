using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Provides the socket of a request, bypassing the web server. Bytes are sent unchanged, and the caller decides how the connection ends.
/// The server sends nothing on it after that.
/// </summary>
internal sealed class RawConnection(HttpContext context)
{
    private readonly Socket _socket = context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;

    public CancellationToken ClientDisconnected => context.RequestAborted;

    /// <summary>Resets a connection. The peer sees RST once it has read what was sent before.</summary>
    public static void Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();
    }

    /// <summary>Formats the head of a response, which announces that the connection will not be reused.</summary>
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

    /// <exception cref="SocketException">The client has disconnected.</exception>
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
                // The other direction stays open until the client closes it. Closing both at once could reach the client as a reset.
                _socket.Shutdown(SocketShutdown.Send);
                break;
            default:
                break;
        }
    }
}
