using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Holds a key that signs events: RSA-2048, as at the service (wire contract 9.4). All emulators of a process share the keys, which take a
/// tenth of a second to make. Each has a root of its own, so that a receiver that trusts one emulator trusts no other.
/// </summary>
internal sealed class SigningKey
{
    private const int KeyBits = 2048;

    private readonly Lock _gate = new();
    private readonly Lazy<RSA> _key = new(() => RSA.Create(KeyBits));

    private SigningKey()
    {
    }

    /// <summary>Gets the key of the certificates.</summary>
    public static SigningKey OfCertificate { get; } = new();

    /// <summary>Gets a key that no certificate has.</summary>
    public static SigningKey Other { get; } = new();

    public byte[] Sign(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            return _key.Value.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
    }

    /// <summary>Starts a certificate of this key.</summary>
    public CertificateRequest Request(X500DistinguishedName subject)
    {
        lock (_gate)
        {
            return new CertificateRequest(subject, _key.Value, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
    }
}
