using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace PartnerCenter.Referrals;

/// <summary>
/// Recognizes a next link that leads back to a page already read. It keeps hashes of the latest links, which take less than a megabyte
/// however long the listing and its links are, and one earlier link for circles that are longer.
/// </summary>
internal sealed class FollowedLinks
{
    /// <summary>The number of pages in a row that may bring nothing, each with a link to another page.</summary>
    public const int MaxIdlePages = 100;

    private const int Capacity = 10_000;

    private readonly HashSet<UInt128> _latest = [];
    private UInt128 _mark;
    private long _count;
    private long _nextMark = 1;

    /// <summary>Adds a link, and returns false if it was followed before.</summary>
    public bool Add(string link)
    {
        UInt128 hash = HashOf(link);
        if (hash == _mark || !_latest.Add(hash))
        {
            return false;
        }

        if (_latest.Count > Capacity)
        {
            _latest.Clear();
            _latest.Add(hash);
        }

        // Brent's cycle detection: the mark moves on at each power of two, so that it is at last within the circle and meets itself.
        if (++_count == _nextMark)
        {
            _mark = hash;
            _nextMark *= 2;
        }

        return true;
    }

    private static UInt128 HashOf(string link)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(link.AsSpan()), hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
