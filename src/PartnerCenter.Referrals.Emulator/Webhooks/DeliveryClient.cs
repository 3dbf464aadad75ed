using System.Net;
using System.Net.Sockets;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Sends one try of a delivery. Without a handler of the options, it connects to loopback addresses only, so that no event leaves the
/// machine. It follows no redirect, uses no proxy and keeps no cookies.
/// </summary>
internal sealed class DeliveryClient(EmulatedWebhookOptions options, TimeProvider clock) : IDisposable
{
    private readonly HttpMessageInvoker _http = options.DeliveryHandler is { } handler
        ? new HttpMessageInvoker(handler, disposeHandler: false)
        : new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            ConnectCallback = ConnectAsync,
        });

    /// <summary>Returns whether events can be sent to an address.</summary>
    public bool CanReach(Uri url) =>
        url.Scheme is "http" or "https" && url.UserInfo.Length == 0 && (options.DeliveryHandler is not null || url.IsLoopback);

    /// <summary>Sends the event, and returns the status of the response, or why there is none.</summary>
    /// <exception cref="OperationCanceledException">The emulator is stopping.</exception>
    public async Task<(int? StatusCode, string? Error)> SendAsync(Uri url, SignedEvent signed, CancellationToken stopping)
    {
        using var timeLimit = new CancellationTokenSource(options.DeliveryTimeout, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, timeLimit.Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ReadOnlyMemoryContent(signed.Body) };
        foreach ((string name, string value) in signed.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        try
        {
            // A handler of the caller may ignore the token, and must not keep the emulator from stopping.
            using HttpResponseMessage response = await _http.SendAsync(request, end.Token).WaitAsync(end.Token).ConfigureAwait(false);
            return ((int)response.StatusCode, null);
        }
        catch (OperationCanceledException) when (timeLimit.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            return (null, $"The receiver did not answer within {options.DeliveryTimeout}.");
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            // A handler of the caller may throw anything, and a try that fails is what the emulator reports.
            return (null, $"{failure.GetType().Name}: {failure.Message}");
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new OperationCanceledException("The emulator is stopping.", failure, stopping);
        }
    }

    public void Dispose() => _http.Dispose();

    // The name "localhost" is resolved by the system, which could be set up to lead elsewhere.
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        IPAddress[] addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken).ConfigureAwait(false);
        IPAddress[] loopback = [.. addresses.Where(IPAddress.IsLoopback)];
        if (loopback.Length == 0)
        {
            throw new IOException("The host of the webhook's address is not this machine.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(loopback, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
