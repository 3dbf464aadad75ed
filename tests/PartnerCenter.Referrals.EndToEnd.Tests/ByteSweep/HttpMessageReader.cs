using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace PartnerCenter.Referrals.EndToEnd.Tests.ByteSweep;

/// <summary>Reads one HTTP/1.1 message with a Content-Length, or without a body, from a socket.</summary>
internal static class HttpMessageReader
{
    private const string EndOfHead = "\r\n\r\n";
    private const string Length = "\r\ncontent-length:";

    /// <summary>Reads until the message is complete, the limit is reached or the sender has closed.</summary>
    public static async Task<(byte[] Bytes, bool IsComplete)> ReadAsync(Socket socket, int limit, CancellationToken cancellationToken)
    {
        using MemoryStream message = new();
        byte[] chunk = new byte[16 * 1024];
        int end = int.MaxValue;
        while (message.Length < Math.Min(limit, end))
        {
            int room = (int)Math.Min(chunk.Length, Math.Min(limit, end) - message.Length);
            int read = await socket.ReceiveAsync(chunk.AsMemory(0, room), cancellationToken);
            if (read == 0)
            {
                break;
            }

            message.Write(chunk, 0, read);
            end = EndOf(Encoding.Latin1.GetString(message.GetBuffer(), 0, (int)message.Length));
        }

        return (message.ToArray()[..(int)Math.Min(message.Length, end)], message.Length >= end);
    }

    private static int EndOf(string text)
    {
        int head = text.IndexOf(EndOfHead, StringComparison.Ordinal);
        if (head < 0)
        {
            return int.MaxValue;
        }

        int length = text.IndexOf(Length, 0, head, StringComparison.OrdinalIgnoreCase);
        int body = length < 0
            ? 0
            : int.Parse(text[(length + Length.Length)..text.IndexOf('\r', length + 2)], CultureInfo.InvariantCulture);
        return head + EndOfHead.Length + body;
    }
}
