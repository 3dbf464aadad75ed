using System.Net;
using System.Runtime.CompilerServices;

namespace PartnerCenter.Referrals;

/// <summary>
/// Downloads the file of a certificate. Its requests carry no token, no cookies and no trace context, and follow no redirects.
/// </summary>
internal sealed class CertificateDownload : IDisposable
{
    public const int MaxSize = 64 * 1024;

    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    public CertificateDownload(HttpMessageHandler handler, bool ownsHandler, TimeProvider time)
    {
        _time = time;
        // The limit of this class includes the body, which that of HttpClient does not.
        _http = new HttpClient(handler, ownsHandler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public static SocketsHttpHandler NewSocketsHandler(IWebProxy? proxy) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        Proxy = proxy is null ? SystemProxy.ExceptForThisMachine : new ProxyExceptForThisMachine(proxy),
        ConnectTimeout = MaxTime,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    /// <exception cref="ReferralWebhookException">The file could not be downloaded, or is too long.</exception>
    public async Task<byte[]> GetAsync(string address, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(MaxTime, _time);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            Uri uri = new(address);
            using HttpRequestMessage request = new(HttpMethod.Get, uri);
            using HttpResponseMessage response =
                await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, end.Token).ConfigureAwait(false);
            // A handler of the application may follow redirects, and then changes the address of the request.
            if (request.RequestUri != uri || (response.RequestMessage is { } last && last.RequestUri != uri))
            {
                throw Failure("The download of the certificate was redirected.");
            }

            return response.StatusCode == HttpStatusCode.OK
                ? await ReadAsync(response.Content, end.Token).ConfigureAwait(false)
                : throw Failure($"The download of the certificate was answered with status {(int)response.StatusCode}.");
        }
        catch (OperationCanceledException cancelled) when (limit.IsCancellationRequested)
        {
            throw Failure("The certificate was not downloaded within ten seconds.", cancelled);
        }
        catch (Exception failure) when (failure is not ReferralWebhookException)
        {
            // Any exception: the handler may be the application's.
            throw Failure("The certificate could not be downloaded.", failure);
        }
    }

    public void Dispose() => _http.Dispose();

    private static async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > MaxSize)
        {
            throw TooLong();
        }

        byte[] buffer = new byte[MaxSize + 1];
        int length = 0;
        Stream body = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable closing = body.ConfigureAwait(false);
        while (await body.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false) is > 0 and int read)
        {
            length += read;
            if (length > MaxSize)
            {
                throw TooLong();
            }
        }

        return buffer[..length];
    }

    private static ReferralWebhookException TooLong() => ReferralWebhookException.Unauthorized(
        ReferralWebhookCheck.Certificate, "The file of the certificate is longer than 64 KB.");

    private static ReferralWebhookException Failure(string message, Exception? cause = null) =>
        ReferralWebhookException.TryAgain(ReferralWebhookCheck.CertificateDownload, message, cause);
}
