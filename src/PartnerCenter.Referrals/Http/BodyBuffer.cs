using System.Buffers;

namespace PartnerCenter.Referrals;

/// <summary>
/// A whole body in lent memory. Read from there it takes a fifth less time than from its stream, where the serializer must be able to stop
/// after each byte, and no more is allocated.
/// </summary>
internal sealed class BodyBuffer : IDisposable
{
    // What the service claims to send is lent at once only up to here; more when it has come.
    private const int MaxInitialSize = 1024 * 1024;
    private const int DefaultSize = 16 * 1024;

    private byte[] _bytes;
    private int _length;

    private BodyBuffer(int size)
    {
        _bytes = ArrayPool<byte>.Shared.Rent(size);
    }

    /// <summary>The body without a byte order mark.</summary>
    public ReadOnlySpan<byte> Bytes
    {
        get
        {
            ReadOnlySpan<byte> bytes = _bytes.AsSpan(0, _length);
            return bytes.StartsWith("\uFEFF"u8) ? bytes["\uFEFF"u8.Length..] : bytes;
        }
    }

    /// <exception cref="ResponseTooLargeException">
    /// It is longer than <paramref name="limit"/>, so that a broken or hostile answer cannot fill the memory.
    /// </exception>
    public static async ValueTask<BodyBuffer> ReadAsync(HttpContent content, long limit, CancellationToken cancellationToken)
    {
        limit = Math.Min(limit, Array.MaxLength - 1);
        long? announced = content.Headers.ContentLength;
        if (announced > limit)
        {
            throw new ResponseTooLargeException(limit);
        }

        // One byte more than announced, so that the end is seen without growing.
        BodyBuffer buffer = new((int)Math.Min(announced + 1 ?? DefaultSize, MaxInitialSize));
        try
        {
            await using Stream body = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            while (await body.ReadAsync(
                buffer._bytes.AsMemory(buffer._length), cancellationToken).ConfigureAwait(false) is > 0 and int read)
            {
                buffer._length += read;
                if (buffer._length > limit)
                {
                    throw new ResponseTooLargeException(limit);
                }

                if (buffer._length == buffer._bytes.Length)
                {
                    buffer.Grow();
                }
            }

            return buffer;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Return(_bytes, _length);
        _bytes = [];
        _length = 0;
    }

    private void Grow()
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(_bytes.Length * 2L, Array.MaxLength));
        _bytes.CopyTo(larger, 0);
        Return(_bytes, _length);
        _bytes = larger;
    }

    // Cleared, because what it held may be a person's data.
    private static void Return(byte[] bytes, int length)
    {
        bytes.AsSpan(0, length).Clear();
        ArrayPool<byte>.Shared.Return(bytes);
    }
}
