using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PartnerCenter.Referrals;

/// <summary>Checks what a certificate says about itself: its key and the organizations in its names.</summary>
internal static class CertificateRules
{
    private const int MinKeySize = 2048;
    private const string OrganizationOid = "2.5.4.10";
    private const string Microsoft = "Microsoft Corporation";

    /// <summary>Returns the RSA key of a certificate.</summary>
    /// <exception cref="ReferralWebhookException">The certificate has another kind of key, or a short one.</exception>
    public static RSAParameters KeyOf(X509Certificate2 certificate)
    {
        try
        {
            using RSA? key = certificate.GetRSAPublicKey();
            if (key?.KeySize >= MinKeySize)
            {
                return key.ExportParameters(includePrivateParameters: false);
            }
        }
        catch (CryptographicException failure)
        {
            throw Refusal(failure);
        }

        throw Refusal();
    }

    /// <summary>
    /// Returns whether a name has exactly one organization, which is exactly Microsoft Corporation. The name is parsed, because its text
    /// could contain that organization inside another value.
    /// </summary>
    public static bool IsMicrosoft(X500DistinguishedName name)
    {
        int organizations = 0;
        bool isMicrosoft = false;
        try
        {
            foreach (X500RelativeDistinguishedName part in name.EnumerateRelativeDistinguishedNames())
            {
                // A part with several elements could have an organization among them. Certificates of Microsoft have none.
                if (part.HasMultipleElements)
                {
                    return false;
                }

                if (part.GetSingleElementType().Value == OrganizationOid)
                {
                    organizations++;
                    isMicrosoft = part.GetSingleElementValue() == Microsoft;
                }
            }
        }
        catch (CryptographicException)
        {
            // A name that cannot be parsed is nobody's.
            return false;
        }

        return isMicrosoft && organizations == 1;
    }

    private static ReferralWebhookException Refusal(Exception? cause = null) => ReferralWebhookException.Unauthorized(
        ReferralWebhookCheck.Certificate, "The certificate has no RSA key of at least 2048 bits.", cause);
}
