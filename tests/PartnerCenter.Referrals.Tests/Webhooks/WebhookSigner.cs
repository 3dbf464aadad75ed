using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Signs webhook bodies like Partner Center, with a certificate that is made at test time, directly under a root of its own. It uses
/// nothing of the package.
/// </summary>
internal sealed class WebhookSigner : IDisposable
{
    public const string Address = "https://3psostorageacct.blob.core.windows.net/cert/webhooks.example.com.cer";
    public const string MicrosoftRoot = "CN=Test Root, O=Microsoft Corporation, C=US";

    // Making keys is slow, and which key it is matters to few tests.
    private static readonly Lazy<RSAParameters> RootKey = new(NewKey);
    private static readonly Lazy<RSAParameters> LeafKey = new(NewKey);

    private readonly RSA _key;

    public WebhookSigner(
        DateTimeOffset now,
        string rootName = MicrosoftRoot,
        RSAParameters? key = null,
        TimeSpan? validFor = null,
        TimeSpan? validIn = null,
        X509Extension? extension = null)
        : this(now, new X500DistinguishedName(rootName), key, validFor, validIn, extension)
    {
    }

    public WebhookSigner(
        DateTimeOffset now,
        X500DistinguishedName rootName,
        RSAParameters? key = null,
        TimeSpan? validFor = null,
        TimeSpan? validIn = null,
        X509Extension? extension = null)
    {
        _key = RSA.Create(key ?? LeafKey.Value);
        using RSA rootKey = RSA.Create(RootKey.Value);
        Root = NewRoot(rootName, rootKey, now);
        CertificateRequest request = new("CN=webhooks.example.com", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        Certificate = Issue(request, Root, now + (validIn ?? TimeSpan.FromDays(-1)), now + (validFor ?? TimeSpan.FromDays(30)), extension);
    }

    /// <summary>Gets the root with its private key.</summary>
    public X509Certificate2 Root { get; }

    /// <summary>Gets the certificate without its private key.</summary>
    public X509Certificate2 Certificate { get; }

    public byte[] Der => Certificate.RawData;

    public string Pem => Certificate.ExportCertificatePem();

    public static RSAParameters NewKey()
    {
        using RSA key = RSA.Create(2048);
        return key.ExportParameters(includePrivateParameters: true);
    }

    public static X509Certificate2 NewRoot(X500DistinguishedName name, RSA key, DateTimeOffset now)
    {
        CertificateRequest request = new(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(now.AddYears(-1), now.AddYears(10));
    }

    public static X509Certificate2 Issue(
        CertificateRequest request, X509Certificate2 issuer, DateTimeOffset from, DateTimeOffset until, X509Extension? extension = null)
    {
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        if (extension is not null)
        {
            request.CertificateExtensions.Add(extension);
        }

        return request.Create(issuer, from, until, RandomNumberGenerator.GetBytes(16));
    }

    public byte[] Sign(byte[] body, HashAlgorithmName? hash = null, RSASignaturePadding? padding = null) =>
        _key.SignData(body, hash ?? HashAlgorithmName.SHA256, padding ?? RSASignaturePadding.Pkcs1);

    /// <summary>Returns the headers of a signed request, which a test may change.</summary>
    public Dictionary<string, IEnumerable<string>> Headers(byte[] body, string address = Address) => new()
    {
        ["Authorization"] = ["Signature " + Convert.ToBase64String(Sign(body))],
        ["X-MS-Certificate-Url"] = [address],
        ["X-MS-Signature-Algorithm"] = ["rsa-sha256"],
        ["Content-Type"] = ["application/json"],
    };

    public void Dispose()
    {
        _key.Dispose();
        Root.Dispose();
        Certificate.Dispose();
    }
}
