using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Makes the certificates that applications sign in with.</summary>
internal static class Certificates
{
    public static X509Certificate2 NewSelfSigned()
    {
        using RSA key = RSA.Create(2048);
        return new CertificateRequest("CN=contoso.example.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
