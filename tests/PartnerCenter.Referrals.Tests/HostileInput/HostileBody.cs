namespace PartnerCenter.Referrals.Tests;

/// <summary>A body that arrives in pieces of any size and may break off.</summary>
internal sealed class HostileBody(ReadOnlyMemory<byte> bytes, int piece, bool breaksOff = false) : Stream
{
    private int _place;

    /// <summary>Gets the number of bytes that were read.</summary>
    public int BytesRead => _place;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int length = Math.Min(Math.Min(piece, count), bytes.Length - _place);
        if (length == 0 && count > 0 && breaksOff)
        {
            throw new IOException("The connection broke off.");
        }

        bytes.Span.Slice(_place, length).CopyTo(buffer.AsSpan(offset));
        _place += length;
        return length;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            byte[] some = new byte[Math.Min(piece, buffer.Length)];
            int length = Read(some, 0, some.Length);
            some.AsMemory(0, length).CopyTo(buffer);
            return new(length);
        }
        catch (IOException broken)
        {
            return ValueTask.FromException<int>(broken);
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
