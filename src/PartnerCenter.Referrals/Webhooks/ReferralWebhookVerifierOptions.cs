using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace PartnerCenter.Referrals;

/// <summary>Provides the options of a <see cref="ReferralWebhookVerifier"/>.</summary>
/// <remarks>The verifier reads the options once, when it is created; later changes have no effect.</remarks>
public sealed class ReferralWebhookVerifierOptions
{
    /// <summary>
    /// Gets or sets where certificates may be downloaded from. By default it is the one host that Microsoft's documents name,
    /// <c>3psostorageacct.blob.core.windows.net</c>.
    /// </summary>
    /// <remarks>
    /// An entry is the name of a host, which means https on its default port, in ASCII letters, digits, hyphens and dots. An emulator in
    /// another process is reached by an origin: http or https, a loopback address, which is one of 127.0.0.0/8, <c>[::1]</c> or
    /// <c>localhost</c>, and the port, such as <c>http://127.0.0.1:5001</c>.
    /// </remarks>
    public IReadOnlyList<string> CertificateHosts { get; set; } = [CertificateOrigins.DefaultHost];

    /// <summary>
    /// Gets or sets whether the revocation of the certificate and of its intermediates is checked online. True by default. An event is
    /// answered with 503 while a revocation list cannot be obtained.
    /// </summary>
    public bool CheckRevocation { get; set; } = true;

    /// <summary>
    /// Gets or sets whether the root of the chain must belong to Microsoft: the organization of its subject must be exactly
    /// <c>Microsoft Corporation</c>. False by default, because certificates of Microsoft also chain to the roots of others.
    /// </summary>
    public bool RequireMicrosoftRoot { get; set; }

    /// <summary>
    /// Gets or sets the root certificates that are trusted in place of those of the system. Empty by default, which means those of the
    /// system.
    /// </summary>
    public X509Certificate2Collection TrustedRoots { get; set; } = [];

    /// <summary>
    /// Gets or sets the proxy for downloads of the certificate; null, the default, for the proxy of the system. Requests to this machine
    /// do not use it. The system itself downloads intermediates and revocation lists, with the proxy of its own settings.
    /// </summary>
    public IWebProxy? Proxy { get; set; }

    /// <summary>
    /// Gets or sets the clock for the validity of certificates, for time limits, and for how long a certificate is held. The system's clock
    /// by default.
    /// </summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <exception cref="ArgumentException">Options are not valid; the message names each.</exception>
    internal void Check(string parameter)
    {
        List<string> violations = [];
        if (CertificateHosts is not { Count: > 0 })
        {
            violations.Add("CertificateHosts must have at least one entry.");
        }
        else if (CertificateHosts.Any(static entry => CertificateOrigins.OriginOf(entry) is null))
        {
            violations.Add(
                "Each entry of CertificateHosts must be the name of a host, such as files.example.com, or the origin of a loopback "
                    + "address, such as http://127.0.0.1:5001.");
        }

        if (TrustedRoots is null)
        {
            violations.Add("TrustedRoots must not be null; leave it empty to trust the roots of the system.");
        }

        if (TimeProvider is null)
        {
            violations.Add("TimeProvider must not be null.");
        }

        if (violations.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', violations), parameter);
        }
    }
}
