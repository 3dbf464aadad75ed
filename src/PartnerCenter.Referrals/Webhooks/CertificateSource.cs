using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PartnerCenter.Referrals;

/// <summary>Obtains the certificate of an address: downloads it, and checks everything about it that does not depend on an event.</summary>
internal sealed class CertificateSource(CertificateDownload download, CertificateChain chain, TimeProvider time)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(1);

    /// <exception cref="ReferralWebhookException">The certificate could not be obtained, or a check failed.</exception>
    public async Task<SigningCertificate> ObtainAsync(string address, CancellationToken cancellationToken)
    {
        byte[] file = await download.GetAsync(address, cancellationToken).ConfigureAwait(false);
        using X509Certificate2 certificate = CertificateFile.Read(file);
        RSAParameters key = CertificateRules.KeyOf(certificate);
        if (!CertificateRules.IsMicrosoft(certificate.IssuerName))
        {
            throw ReferralWebhookException.Unauthorized(
                ReferralWebhookCheck.Issuer, "The organization of the certificate's issuer is not Microsoft Corporation.");
        }

        await chain.CheckAsync(certificate).ConfigureAwait(false);
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset end = new(certificate.NotAfter.ToUniversalTime());
        return new SigningCertificate(address, key, now, end - now < MaxAge ? end : now + MaxAge);
    }
}
