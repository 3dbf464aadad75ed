using System.Net;

namespace PartnerCenter.Referrals;

/// <summary>Verifies that webhook requests were signed by Microsoft, and reads their events.</summary>
/// <remarks>
/// <para>
/// It needs no web framework: pass the body as it was received, byte for byte, and the headers. It checks the signature, downloads the
/// certificate that the request names from an allowed host, and checks its issuer, chain and revocation. It holds up to sixteen
/// certificates, each for an hour at most. Microsoft describes the signature in
/// <see href="https://learn.microsoft.com/partner-center/developer/partner-center-webhooks">Partner Center webhooks</see>.
/// </para>
/// <para>
/// The verifier is thread-safe and meant to live as long as the process. No time is signed, so a recorded request can be sent again, and
/// verifies again.
/// </para>
/// </remarks>
public sealed class ReferralWebhookVerifier : IDisposable
{
    private const int MaxBodySize = 64 * 1024;

    private readonly CertificateOrigins _origins;
    private readonly CertificateDownload _download;
    private readonly SigningCertificates _certificates;
    private readonly TimeProvider _time;
    private volatile bool _isDisposed;

    private ReferralWebhookVerifier(ReferralWebhookVerifierOptions options, HttpMessageHandler? handler)
    {
        options.Check(nameof(options));
        _time = options.TimeProvider;
        _origins = new CertificateOrigins(options.CertificateHosts);
        _download = new CertificateDownload(
            handler ?? CertificateDownload.NewSocketsHandler(options.Proxy), ownsHandler: handler is null, _time);
        CertificateChain chain = new(options);
        _certificates = new SigningCertificates(new CertificateSource(_download, chain, _time).ObtainAsync, _time);
    }

    /// <summary>Creates a verifier.</summary>
    /// <param name="options">The options; null for the defaults. They are read once, by this method.</param>
    /// <param name="handler">
    /// The handler that downloads the certificates, such as a mock; null for the verifier's own connections. It should not follow
    /// redirects: a certificate from another address is not used. The verifier does not dispose it, and does not use
    /// <see cref="ReferralWebhookVerifierOptions.Proxy"/> with it.
    /// </param>
    /// <exception cref="ArgumentException">Options are not valid; the message names each.</exception>
    public static ReferralWebhookVerifier Create(ReferralWebhookVerifierOptions? options = null, HttpMessageHandler? handler = null) =>
        new(options ?? new ReferralWebhookVerifierOptions(), handler);

    /// <summary>Verifies a request, and returns its event.</summary>
    /// <remarks>
    /// It completes at once while the certificate is held. Otherwise it waits up to 20 seconds for the download and the check of the
    /// certificate, which all requests with the same certificate share.
    /// </remarks>
    /// <param name="body">The body exactly as it was received. Do not decode it, or write it from what was read.</param>
    /// <param name="headers">
    /// The headers, with names in any capitals. <see cref="System.Net.Http.Headers.HttpHeaders"/> can be passed unchanged.
    /// </param>
    /// <param name="cancellationToken">A token that ends the wait. Other requests with the same certificate continue to wait.</param>
    /// <exception cref="ArgumentNullException"><paramref name="headers"/> is null.</exception>
    /// <exception cref="ReferralWebhookException">
    /// A check failed. The exception says which, and how to answer the sender.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The verifier is disposed.</exception>
    public async Task<ReferralWebhookEvent> VerifyAsync(
        ReadOnlyMemory<byte> body,
        IEnumerable<KeyValuePair<string, IEnumerable<string>>> headers,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(headers);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        if (body.Length > MaxBodySize)
        {
            throw new ReferralWebhookException(
                "The body is longer than 64 KB.", ReferralWebhookCheck.Body, HttpStatusCode.RequestEntityTooLarge);
        }

        SignatureHeaders signed = SignatureHeaders.Read(headers);
        DateTimeOffset now = _time.GetUtcNow();
        // The text of a held address is found as it is. Another one is checked, and written in one way only.
        SigningCertificate certificate = _certificates.TryGetHeld(signed.CertificateAddress, now)
            ?? await FindAsync(_origins.Allow(signed.CertificateAddress), now, cancellationToken).ConfigureAwait(false);
        if (!certificate.Verify(body.Span, signed.Signature))
        {
            certificate = await _certificates.FindReplacementAsync(certificate, cancellationToken).ConfigureAwait(false) is { } replacement
                && replacement.Verify(body.Span, signed.Signature)
                    ? replacement
                    : throw ReferralWebhookException.Unauthorized(
                        ReferralWebhookCheck.Signature, "The signature is not one of this body by the key of the certificate.");
        }

        certificate.LastUsed = now.UtcTicks;
        return EventReader.Read(body.Span);
    }

    /// <summary>
    /// Ends all downloads. Calls that wait for a certificate throw <see cref="ReferralWebhookException"/>, which says that the sender may
    /// try again; later calls throw <see cref="ObjectDisposedException"/>.
    /// </summary>
    public void Dispose()
    {
        _isDisposed = true;
        _certificates.Dispose();
        _download.Dispose();
    }

    private async ValueTask<SigningCertificate> FindAsync(string address, DateTimeOffset now, CancellationToken cancellationToken) =>
        _certificates.TryGetHeld(address, now) ?? await _certificates.GetAsync(address, cancellationToken).ConfigureAwait(false);
}
