using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PartnerCenter.Referrals;

/// <summary>Reads a file that contains exactly one certificate, as PEM or as DER, and nothing else.</summary>
internal static class CertificateFile
{
    private const string Label = "CERTIFICATE";

    /// <exception cref="ReferralWebhookException">The file contains something else.</exception>
    public static X509Certificate2 Read(ReadOnlySpan<byte> file)
    {
        try
        {
            byte[]? der = IsDer(file) ? file.ToArray() : Decode(file);
            if (der is not null && IsDer(der))
            {
                return X509CertificateLoader.LoadCertificate(der);
            }
        }
        catch (CryptographicException failure)
        {
            throw Refusal(failure);
        }

        throw Refusal();
    }

    // One ASN.1 sequence that is as long as the file.
    private static bool IsDer(ReadOnlySpan<byte> bytes) =>
        AsnDecoder.TryReadEncodedValue(bytes, AsnEncodingRules.DER, out Asn1Tag tag, out _, out _, out int length)
        && tag == Asn1Tag.Sequence
        && length == bytes.Length;

    private static byte[]? Decode(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> bytes = file.StartsWith("\uFEFF"u8) ? file["\uFEFF"u8.Length..] : file;
        if (!Ascii.IsValid(bytes))
        {
            return null;
        }

        string text = Encoding.ASCII.GetString(bytes).Trim(' ', '\t', '\r', '\n');
        if (!PemEncoding.TryFind(text, out PemFields fields)
            || fields.Location.GetOffsetAndLength(text.Length) != (0, text.Length)
            || text[fields.Label] != Label)
        {
            return null;
        }

        byte[] decoded = new byte[fields.DecodedDataLength];
        return Convert.TryFromBase64Chars(text.AsSpan()[fields.Base64Data], decoded, out int length) && length == decoded.Length
            ? decoded
            : null;
    }

    private static ReferralWebhookException Refusal(Exception? cause = null) => ReferralWebhookException.Unauthorized(
        ReferralWebhookCheck.Certificate, "The downloaded file is not exactly one certificate.", cause);
}
