namespace PartnerCenter.Referrals;

/// <summary>Specifies the check that a webhook request failed.</summary>
public enum ReferralWebhookCheck
{
    /// <summary>
    /// Indicates that there is no signature: neither <c>x-ms-signature</c> nor an <c>Authorization</c> header.
    /// </summary>
    SignatureMissing,

    /// <summary>Indicates that there are several signatures, in one header or in both.</summary>
    SignatureRepeated,

    /// <summary>Indicates that the only candidates for a signature have a scheme other than <c>Signature</c>.</summary>
    SignatureScheme,

    /// <summary>Indicates that the header <c>X-MS-Signature-Algorithm</c> is missing or occurs several times.</summary>
    AlgorithmHeader,

    /// <summary>Indicates that the algorithm is not <c>rsa-sha256</c>.</summary>
    Algorithm,

    /// <summary>Indicates that the header <c>X-MS-Certificate-Url</c> is missing or occurs several times.</summary>
    CertificateAddressHeader,

    /// <summary>Indicates that the address of the certificate is not one that the options allow.</summary>
    CertificateAddress,

    /// <summary>
    /// Indicates that the certificate could not be downloaded: the address did not return it, or not in time. The sender may try again.
    /// </summary>
    CertificateDownload,

    /// <summary>
    /// Indicates that the certificate was not checked in time, or that too many others were waiting. The sender may try again.
    /// </summary>
    CertificateUnchecked,

    /// <summary>
    /// Indicates that the downloaded file is not exactly one certificate of at most 64 KB with an RSA key of at least 2048 bits.
    /// </summary>
    Certificate,

    /// <summary>
    /// Indicates that the organization of the certificate's issuer is not exactly <c>Microsoft Corporation</c>.
    /// </summary>
    Issuer,

    /// <summary>
    /// Indicates that the chain of the certificate is not valid: for example, it is not trusted, has expired, or was revoked. If the system
    /// could not build it, the sender may try again.
    /// </summary>
    Chain,

    /// <summary>
    /// Indicates that it is not known whether the certificate was revoked, because a revocation list could not be obtained. The sender may
    /// try again.
    /// </summary>
    Revocation,

    /// <summary>Indicates that the signature is not one of the body by the key of the certificate, or is not valid Base64.</summary>
    Signature,

    /// <summary>Indicates that the body is longer than 64 KB, or that it is correctly signed and not an event.</summary>
    Body,
}
