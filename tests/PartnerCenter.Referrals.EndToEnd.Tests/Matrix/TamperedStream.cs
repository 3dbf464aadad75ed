using System.Globalization;
using System.Text;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Matrix;

/// <summary>
/// Changes the bytes of the first response on a connection: the emulator's web server cannot send them. The response has a length.
/// </summary>
internal sealed class TamperedStream(Stream connection, WireFault fault) : Stream
{
    private const string HeadEnd = "\r\n\r\n";
    private const string Planted = PlantedData.Mail + " eyJplanted.access.token";

    private MemoryStream? _response;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _response ??= new MemoryStream(await ReceiveAsync(cancellationToken));
        int read = _response.Read(buffer.Span);
        return read > 0 || buffer.IsEmpty ? read : await connection.ReadAsync(buffer, cancellationToken);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        connection.WriteAsync(buffer, cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => connection.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => connection.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _response?.Dispose();
            connection.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<byte[]> ReceiveAsync(CancellationToken cancellationToken)
    {
        StringBuilder received = new();
        byte[] part = new byte[4096];
        while (true)
        {
            string text = received.ToString();
            int bodyAt = text.IndexOf(HeadEnd, StringComparison.Ordinal) + HeadEnd.Length;
            if (bodyAt >= HeadEnd.Length && LengthIn(text[..bodyAt]) is var length && text.Length >= bodyAt + length)
            {
                return Encoding.Latin1.GetBytes(Tamper(text[..bodyAt], text[bodyAt..], length));
            }

            int read = await connection.ReadAsync(part, cancellationToken);
            if (read == 0)
            {
                return Encoding.Latin1.GetBytes(text);
            }

            received.Append(Encoding.Latin1.GetString(part, 0, read));
        }
    }

    private string Tamper(string head, string body, int length)
    {
        string[] lines = head.Split("\r\n");
        string statusLine = lines[0];
        string others = string.Join("\r\n", lines[1..]);
        string chunked = $"{statusLine}\r\nTransfer-Encoding: chunked\r\n" + string.Join("\r\n", lines[1..].Where(line => !IsLength(line)));
        return fault switch
        {
            WireFault.Brotli => $"{statusLine}\r\nContent-Encoding: br\r\n{others}{body}",
            WireFault.Gzip => $"{statusLine}\r\nContent-Encoding: gzip\r\n{others}{body}",
            WireFault.Deflate => $"{statusLine}\r\nContent-Encoding: deflate\r\n{others}{body}",
            WireFault.StatusPhrase => $"{statusLine[..12]} {Planted}\r\n{others}{body}",
            WireFault.HeaderLine => $"{statusLine}\r\n{Planted}\r\n{others}{body}",
            WireFault.ChunkSize => $"{chunked}{Planted}\r\n{body}\r\n",
            _ => string.Create(CultureInfo.InvariantCulture, $"{chunked}{length:x}\r\n{body}\r\n0\r\n{Planted}\r\n\r\n"),
        };
    }

    private static int LengthIn(string head) => head.Split("\r\n").FirstOrDefault(IsLength) is { } line
        ? int.Parse(line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture)
        : 0;

    private static bool IsLength(string line) => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase);
}
