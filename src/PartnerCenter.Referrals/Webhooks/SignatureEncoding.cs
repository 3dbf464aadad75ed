namespace PartnerCenter.Referrals;

/// <summary>Decodes the Base64 of a signature strictly: each signature has exactly one text.</summary>
internal static class SignatureEncoding
{
    // The signature of a key of 16,384 bits, the longest that OpenSSL accepts, has 2,048 bytes.
    private const int MaxSize = 2048;
    private const int MaxLength = (MaxSize + 2) / 3 * 4;

    /// <exception cref="ReferralWebhookException">The text is not Base64, or not its shortest form.</exception>
    public static byte[] Decode(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[MaxSize];
        Span<char> canonical = stackalloc char[MaxLength];
        // The decoder accepts blanks, and bits that the padding does not use.
        return text.Length <= MaxLength
            && Convert.TryFromBase64Chars(text, bytes, out int size)
            && Convert.TryToBase64Chars(bytes[..size], canonical, out int length)
            && text.SequenceEqual(canonical[..length])
                ? bytes[..size].ToArray()
                : throw ReferralWebhookException.Unauthorized(ReferralWebhookCheck.Signature, "The signature is not Base64.");
    }
}
