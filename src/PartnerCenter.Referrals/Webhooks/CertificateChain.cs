using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PartnerCenter.Referrals;

/// <summary>Checks the chain of a certificate: trust, validity at the time of the clock, and revocation.</summary>
internal sealed class CertificateChain
{
    private const X509ChainStatusFlags UnknownRevocation =
        X509ChainStatusFlags.RevocationStatusUnknown | X509ChainStatusFlags.OfflineRevocation;

    private static readonly TimeSpan MaxDownloadTime = TimeSpan.FromSeconds(10);

    private readonly X509Certificate2Collection _roots = [];
    private readonly bool _checksRevocation;
    private readonly bool _requiresMicrosoftRoot;
    private readonly TimeProvider _time;

    public CertificateChain(ReferralWebhookVerifierOptions options)
    {
        _checksRevocation = options.CheckRevocation;
        _requiresMicrosoftRoot = options.RequireMicrosoftRoot;
        _time = options.TimeProvider;
        foreach (X509Certificate2 root in options.TrustedRoots)
        {
            // A copy, because the caller may dispose its own. It is left to the garbage collector: a check may outlast the verifier.
            _roots.Add(X509CertificateLoader.LoadCertificate(root.RawData));
        }
    }

    /// <summary>
    /// Checks the chain on a thread of its own, because the system downloads intermediates and revocation lists while it blocks.
    /// </summary>
    /// <exception cref="ReferralWebhookException">The chain is not valid, or could not be built.</exception>
    public Task CheckAsync(X509Certificate2 certificate) => Task.Factory.StartNew(
        () => Check(certificate), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Check(X509Certificate2 certificate)
    {
        using X509Chain chain = new();
        chain.ChainPolicy.VerificationTime = _time.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.RevocationMode = _checksRevocation ? X509RevocationMode.Online : X509RevocationMode.NoCheck;
        chain.ChainPolicy.RevocationFlag = X509RevocationFlag.ExcludeRoot;
        chain.ChainPolicy.UrlRetrievalTimeout = MaxDownloadTime;
        if (_roots.Count > 0)
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(_roots);
        }

        try
        {
            if (!chain.Build(certificate))
            {
                throw Refusal(chain.ChainStatus);
            }

            if (_requiresMicrosoftRoot && !CertificateRules.IsMicrosoft(chain.ChainElements[^1].Certificate.SubjectName))
            {
                throw ReferralWebhookException.Unauthorized(
                    ReferralWebhookCheck.Chain, "The organization of the root certificate is not Microsoft Corporation.");
            }
        }
        catch (CryptographicException failure)
        {
            throw ReferralWebhookException.TryAgain(
                ReferralWebhookCheck.Chain, "The system could not build the chain of the certificate.", failure);
        }
        finally
        {
            foreach (X509ChainElement element in chain.ChainElements)
            {
                element.Certificate.Dispose();
            }
        }
    }

    private static ReferralWebhookException Refusal(X509ChainStatus[] statuses)
    {
        X509ChainStatusFlags flags = statuses.Aggregate(X509ChainStatusFlags.NoError, static (all, one) => all | one.Status);
        return (flags & ~UnknownRevocation) == X509ChainStatusFlags.NoError && flags != X509ChainStatusFlags.NoError
            ? ReferralWebhookException.TryAgain(
                ReferralWebhookCheck.Revocation,
                $"Whether the certificate was revoked is not known ({flags}): a revocation list could not be obtained.")
            : new ReferralWebhookException(
                $"The chain of the certificate is not valid ({flags}).", ReferralWebhookCheck.Chain, HttpStatusCode.Unauthorized)
            {
                IsRevocation = (flags & (X509ChainStatusFlags.Revoked | X509ChainStatusFlags.ExplicitDistrust)) != 0,
            };
    }
}
