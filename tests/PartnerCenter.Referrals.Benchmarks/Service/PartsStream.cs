namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>Reads parts one after the other, and enumerates each one only when it is needed.</summary>
internal sealed class PartsStream(IEnumerator<byte[]> parts) : Stream
{
    private ReadOnlyMemory<byte> _part;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        int read = 0;
        while (read < buffer.Length && (_part.Length > 0 || MoveOn()))
        {
            int length = Math.Min(_part.Length, buffer.Length - read);
            _part.Span[..length].CopyTo(buffer[read..]);
            _part = _part[length..];
            read += length;
        }

        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            parts.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool MoveOn()
    {
        if (!parts.MoveNext())
        {
            return false;
        }

        _part = parts.Current;
        return true;
    }
}
