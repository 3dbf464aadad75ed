using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Issues certificates directly under a root, and the list of revoked ones, which is empty. The root's organization is the one that
/// receivers compare with the issuer of a certificate (wire contract 9.4).
/// </summary>
internal sealed class CertificateAuthority
{
    private const string Organization = "Microsoft Corporation";

    // Receivers check the dates with the system clock or with a test's. These fit both, unless a test plays the last century.
    private static readonly DateTimeOffset Start = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = new(2199, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _withKey;
    private readonly X509Extension _revocation;

    /// <param name="name">The root's name. Systems keep the revocation lists of a name, so two roots need two names.</param>
    /// <param name="revocationAddress">The address of the list of revoked certificates.</param>
    public CertificateAuthority(string name, Uri revocationAddress)
    {
        var request = new CertificateRequest(NameOf(name), _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, critical: true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        _withKey = request.CreateSelfSigned(Start, End);
        Root = X509CertificateLoader.LoadCertificate(_withKey.RawData);
        _revocation = CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([revocationAddress.AbsoluteUri]);
        RevocationList = new CertificateRevocationListBuilder().Build(
            _withKey, BigInteger.One, End, HashAlgorithmName.SHA256, rsaSignaturePadding: null, Start);
    }

    /// <summary>Gets the root without its key.</summary>
    public X509Certificate2 Root { get; }

    public byte[] RevocationList { get; }

    /// <summary>Issues a certificate; by default one that is valid for any clock.</summary>
    public X509Certificate2 Issue(SigningKey key, string name, DateTimeOffset? end = null)
    {
        CertificateRequest request = key.Request(NameOf(name));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_withKey, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        request.CertificateExtensions.Add(_revocation);
        byte[] serial = RandomNumberGenerator.GetBytes(16);
        return request.Create(_withKey.SubjectName, X509SignatureGenerator.CreateForECDsa(_key), Start, end ?? End, serial);
    }

    private static X500DistinguishedName NameOf(string name)
    {
        var builder = new X500DistinguishedNameBuilder();
        builder.AddCountryOrRegion("US");
        builder.AddOrganizationName(Organization);
        builder.AddCommonName(name);
        return builder.Build();
    }
}
