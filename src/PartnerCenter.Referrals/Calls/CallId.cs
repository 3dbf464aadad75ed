namespace PartnerCenter.Referrals;

/// <summary>
/// The ids of calls and messages: random GUIDs. They are no secrets, and <see cref="Guid.NewGuid"/> asks the operating system for each one.
/// </summary>
internal static class CallId
{
    public static Guid New()
    {
        Span<byte> bytes = stackalloc byte[16];
        Random.Shared.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40); // Version 4: random.
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80); // The variant of RFC 9562.
        return new Guid(bytes, bigEndian: true);
    }
}
