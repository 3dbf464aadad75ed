using System.Collections.Specialized;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Web;

namespace PartnerCenter.Referrals;

/// <summary>
/// Listens on this machine for the browser that the sign-in page redirects, and takes the redirect from it. Only a redirect with
/// the state of the sign-in ends the wait: whatever else asks is answered, and changes nothing.
/// </summary>
internal sealed class RedirectListener : IDisposable
{
    private const int MaxHead = 32 * 1024;
    private static readonly TimeSpan ConnectionTimeLimit = TimeSpan.FromSeconds(10);

    private readonly LoopbackPort _port;
    private readonly TimeProvider _time;
    private readonly string _path;
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource<Uri> _redirect = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[]? _state;

    /// <summary>Starts to listen.</summary>
    /// <param name="redirectUri">The redirect address of the application; without a port, a free one is taken.</param>
    /// <param name="time">The clock for the time limit of a connection.</param>
    /// <exception cref="ReferralsAuthenticationException">The port cannot be used.</exception>
    public RedirectListener(Uri redirectUri, TimeProvider time)
    {
        _time = time;
        _path = redirectUri.AbsolutePath;
        int? port = PortOf(redirectUri);
        try
        {
            _port = LoopbackPort.Listen(redirectUri.IdnHost, port);
        }
        catch (SocketException failure)
        {
            string finding = port is null
                ? $"No port of this machine can be used for the redirect ({failure.SocketErrorCode})."
                : $"The port {port} of the redirect address cannot be used ({failure.SocketErrorCode}).";
            const string advice = "End the program that uses it, or register and set another RedirectUri.";
            throw new ReferralsAuthenticationException($"{finding} {advice}") { Finding = finding, NextStep = advice };
        }

        // Entra compares the text, so an address with a port is sent exactly as it is registered.
        RedirectUri = port is null
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"http://{redirectUri.IdnHost}:{_port.Number}{(_path == "/" ? "" : _path)}")
            : redirectUri.OriginalString;
        foreach (TcpListener one in _port.Listeners)
        {
            _ = AcceptAsync(one);
        }
    }

    /// <summary>Gets the redirect address with its port.</summary>
    public string RedirectUri { get; }

    /// <summary>
    /// Returns the port that is written in an address; null for none. <see cref="Uri.IsDefaultPort"/> is true for a written 80 too.
    /// </summary>
    public static int? PortOf(Uri address)
    {
        string text = address.OriginalString;
        int host = text.IndexOf("://", StringComparison.Ordinal) + 3;
        int end = text.AsSpan(host).IndexOfAny('/', '?', '#') is var length and >= 0 ? host + length : text.Length;
        return text.AsSpan(host..end).Trim() is [.., >= '0' and <= '9'] authority && authority.Contains(':') ? address.Port : null;
    }

    /// <summary>Waits for the redirect, and returns its whole address. It has an authorization code.</summary>
    /// <param name="state">The state that the sign-in page has to return.</param>
    /// <param name="cancellationToken">A token that ends the wait.</param>
    /// <exception cref="ReferralsAuthenticationException">The sign-in page has refused the sign-in.</exception>
    public Task<Uri> WaitForRedirectAsync(string state, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _state, Encoding.UTF8.GetBytes(state));
        return _redirect.Task.WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        _end.Cancel();
        _port.Dispose();
        // Ends a wait of nobody, so that its failure is observed.
        _ = _redirect.Task.Exception;
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                // A browser may open a connection ahead of time and leave it idle, so each has its own turn.
                _ = ServeAsync(await listener.AcceptSocketAsync(_end.Token).ConfigureAwait(false));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The sign-in is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            using NetworkStream stream = new(socket, ownsSocket: true);
            using CancellationTokenSource limit = new(ConnectionTimeLimit, _time);
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _end.Token);
            if (await ReadTargetAsync(stream, either.Token).ConfigureAwait(false) is { } target)
            {
                await AnswerAsync(stream, target, either.Token).ConfigureAwait(false);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // The browser has gone, or sent nothing in time. Another connection may bring the redirect.
        }
    }

    private async Task AnswerAsync(NetworkStream stream, string target, CancellationToken cancellationToken)
    {
        int query = target.IndexOf('?', StringComparison.Ordinal);
        if ((query < 0 ? target : target[..query]) != _path)
        {
            await SendAsync(stream, "404 Not Found", RedirectPage.Foreign, cancellationToken).ConfigureAwait(false);
            return;
        }

        NameValueCollection answer = HttpUtility.ParseQueryString(query < 0 ? "" : target[(query + 1)..]);
        (string? error, string? code) = (answer["error"], answer["code"]);
        if (!IsState(answer["state"]) || (string.IsNullOrEmpty(error) && string.IsNullOrEmpty(code)))
        {
            await SendAsync(stream, "400 Bad Request", RedirectPage.Foreign, cancellationToken).ConfigureAwait(false);
            return;
        }

        try
        {
            await SendAsync(stream, "200 OK", RedirectPage.Done, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // After the page, because the end of the wait ends the listener. A browser that does not take the page has brought the code.
            _ = string.IsNullOrEmpty(error)
                ? _redirect.TrySetResult(new Uri($"{RedirectUri}{target[query..]}"))
                : _redirect.TrySetException(EntraErrors.SignInRefused(error, answer["error_description"]));
        }
    }

    private bool IsState(string? state) =>
        state is not null
        && Volatile.Read(ref _state) is { } expected
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(state), expected);

    // Returns the target of a GET request; null for what is none.
    private static async Task<string?> ReadTargetAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        byte[] head = new byte[MaxHead];
        int length = 0;
        do
        {
            int read = await stream.ReadAsync(head.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return null; // The end, or a head that is too large.
            }

            length += read;
        }
        while (head.AsSpan(0, length).IndexOf("\r\n\r\n"u8) < 0);

        string line = Encoding.Latin1.GetString(head, 0, head.AsSpan(0, length).IndexOf("\r\n"u8));
        return line.Split(' ') is ["GET", ['/', ..] target, "HTTP/1.1" or "HTTP/1.0"] ? target : null;
    }

    private static async Task SendAsync(NetworkStream stream, string status, string page, CancellationToken cancellationToken)
    {
        byte[] body = Encoding.UTF8.GetBytes(page);
        byte[] head = Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            HTTP/1.1 {status}
            Content-Type: text/html; charset=utf-8
            Content-Length: {body.Length}
            Cache-Control: no-store
            Content-Security-Policy: default-src 'none'
            Referrer-Policy: no-referrer
            X-Content-Type-Options: nosniff
            Connection: close


            """).ReplaceLineEndings("\r\n"));
        await stream.WriteAsync((byte[])[.. head, .. body], cancellationToken).ConfigureAwait(false);
    }
}
