namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Creates eTags in the shape of wire contract 6: a Cosmos DB tag inside its own quotes, whose last group starts with the Unix second.
/// </summary>
internal sealed class EntityTags
{
    private uint _writes;

    public string Next(DateTimeOffset now) =>
        $"\"{Interlocked.Increment(ref _writes):x8}-0000-0100-0000-{(uint)now.ToUnixTimeSeconds():x8}0000\"";
}
