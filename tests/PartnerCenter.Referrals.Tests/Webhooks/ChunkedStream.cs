namespace PartnerCenter.Referrals.Tests.Webhooks;

/// <summary>Returns bytes in pieces, and does not know its length.</summary>
internal sealed class ChunkedStream(byte[] bytes) : MemoryStream(bytes)
{
    public override bool CanSeek => false;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(buffer.Length, 1000)], cancellationToken);
}
