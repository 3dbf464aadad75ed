using System.Buffers;
using System.Runtime.CompilerServices;

namespace PartnerCenter.Referrals;

/// <summary>
/// Holds a whole body in pooled memory. Reading a record from it takes a fifth less time than from the body's stream, where the serializer
/// must be able to pause after each byte, and allocates no more.
/// </summary>
internal sealed class BodyBuffer : IDisposable
{
    // The buffer starts with at most this size, whatever length the service announces, and grows as bytes arrive.
    private const int MaxInitialSize = 1024 * 1024;
    private const int DefaultSize = 16 * 1024;

    private byte[] _bytes;
    private int _length;

    private BodyBuffer(int size)
    {
        _bytes = ArrayPool<byte>.Shared.Rent(size);
    }

    /// <summary>Gets the body without a byte order mark.</summary>
    public ReadOnlySpan<byte> Bytes
    {
        get
        {
            ReadOnlySpan<byte> bytes = _bytes.AsSpan(0, _length);
            return bytes.StartsWith("\uFEFF"u8) ? bytes["\uFEFF"u8.Length..] : bytes;
        }
    }

    /// <summary>Gets all bytes that were read.</summary>
    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, _length);

    /// <summary>Reads a whole body. The limit keeps a broken or hostile response from filling the memory.</summary>
    /// <exception cref="ResponseTooLargeException">The body is longer than <paramref name="limit"/>.</exception>
    /// <exception cref="UnusableBodyException">The body cannot be decoded, or its stream failed otherwise than by the network.</exception>
    public static ValueTask<BodyBuffer> ReadAsync(HttpContent content, long limit, CancellationToken cancellationToken) =>
        content.Headers.ContentLength > limit
            ? throw new ResponseTooLargeException(limit)
            : ReadAsync(content, Math.Min(limit, Array.MaxLength - 1), isStart: false, cancellationToken);

    /// <summary>Reads a body until it has at least the given number of bytes, and leaves the rest.</summary>
    /// <exception cref="UnusableBodyException">The body cannot be decoded, or its stream failed otherwise than by the network.</exception>
    public static ValueTask<BodyBuffer> ReadStartAsync(HttpContent content, int size, CancellationToken cancellationToken) =>
        ReadAsync(content, size, isStart: true, cancellationToken);

    private static async ValueTask<BodyBuffer> ReadAsync(
        HttpContent content, long limit, bool isStart, CancellationToken cancellationToken)
    {
        // One byte more than announced lets the last read find the end without growing the buffer.
        BodyBuffer buffer = new((int)Math.Min(content.Headers.ContentLength + 1 ?? DefaultSize, MaxInitialSize));
        try
        {
            Stream body = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using ConfiguredAsyncDisposable closing = body.ConfigureAwait(false);
            while (await body.ReadAsync(
                buffer._bytes.AsMemory(buffer._length), cancellationToken).ConfigureAwait(false) is > 0 and int read)
            {
                // A stream that decompresses may have the next bytes at once, and not look at the cancellation for long.
                cancellationToken.ThrowIfCancellationRequested();
                buffer._length += read;
                if (buffer._length >= limit && isStart)
                {
                    break;
                }

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
        catch (Exception failure)
        {
            buffer.Dispose();
            if (failure is IOException or HttpRequestException or OperationCanceledException or ResponseTooLargeException
                or OutOfMemoryException)
            {
                throw;
            }

            // A stream that is cancelled may end with any exception.
            cancellationToken.ThrowIfCancellationRequested();
            throw new UnusableBodyException(WhyOf(failure), failure);
        }
    }

    public void Dispose()
    {
        Return(_bytes, _length);
        _bytes = [];
        _length = 0;
    }

    // A false Content-Encoding ends with an InvalidOperationException for Brotli, and with an InvalidDataException for the others (tried).
    // A stream that a handler has read already ends with an InvalidOperationException too.
    private static string WhyOf(Exception failure) => failure switch
    {
        InvalidDataException => "it does not match its Content-Encoding",
        InvalidOperationException and not ObjectDisposedException =>
            "it does not match its Content-Encoding, or a handler of your program has read it already",
        _ => $"reading it failed with {failure.GetType().Name}",
    };

    private void Grow()
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(_bytes.Length * 2L, Array.MaxLength));
        _bytes.CopyTo(larger, 0);
        Return(_bytes, _length);
        _bytes = larger;
    }

    // The bytes are cleared because they may hold personal data.
    private static void Return(byte[] bytes, int length)
    {
        bytes.AsSpan(0, length).Clear();
        ArrayPool<byte>.Shared.Return(bytes);
    }
}
