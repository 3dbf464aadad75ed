namespace PartnerCenter.Referrals;

/// <summary>
/// Creates the ids of calls and messages, which are random GUIDs. They are not secret, so this avoids <see cref="Guid.NewGuid"/>, which
/// gets each one from the operating system.
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
