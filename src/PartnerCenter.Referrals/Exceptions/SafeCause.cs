using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>
/// Copies the exceptions of others before an exception of the package carries them as its cause. Their messages can repeat what came over
/// the network: .NET quotes the chunk size, the header line or the status line that it cannot read, and MSAL and the JSON reader quote
/// bodies, so that a token or a name would reach a log. A copy shows the kind of each failure of the chain and its stack trace, and no text
/// or data of others.
/// </summary>
internal static class SafeCause
{
    private static readonly string[] CertificateErrors =
        [.. Enum.GetNames<SslPolicyErrors>()[1..], .. Enum.GetNames<X509ChainStatusFlags>()[1..]];

    /// <summary>Returns a copy of an exception and its causes; the exception itself if it is the package's own.</summary>
    [return: NotNullIfNotNull(nameof(cause))]
    public static Exception? Of(Exception? cause)
    {
        if (cause is null or ReferralsException or ForeignException)
        {
            return cause;
        }

        Exception copy = Copy(cause, cause is AggregateException ? null : Of(cause.InnerException));
        if (cause.StackTrace is { } trace)
        {
            ExceptionDispatchInfo.SetRemoteStackTrace(copy, trace);
        }

        return copy;
    }

    /// <summary>
    /// Returns an exception of code that the user gave to the client. It is returned unchanged, because its text is the user's own, unless
    /// it is or contains one of those that quote a request or a response: then it is copied.
    /// </summary>
    [return: NotNullIfNotNull(nameof(thrown))]
    public static Exception? OfCallback(Exception? thrown) => MayQuote(thrown) ? Of(thrown) : thrown;

    /// <summary>Returns whether an exception, or a cause of it, is of a kind that quotes what came over the network.</summary>
    public static bool MayQuote([NotNullWhen(true)] Exception? exception) => exception switch
    {
        null or ReferralsException or ForeignException => false,
        HttpRequestException or HttpIOException or JsonException or Microsoft.Identity.Client.MsalException => true,
        AggregateException many => many.InnerExceptions.Any(MayQuote),
        _ => MayQuote(exception.InnerException),
    };

    private static Exception Copy(Exception original, Exception? inner) => original switch
    {
        HttpRequestException http => new HttpRequestException(
            http.HttpRequestError, $"The HTTP request failed ({http.HttpRequestError}).", inner, http.StatusCode),
        // Its message names the error by itself.
        HttpIOException http => new HttpIOException(http.HttpRequestError, "The HTTP response could not be read.", inner),
        IOException => new IOException("Reading or writing failed.", inner),
        // The operating system's text for the code.
        SocketException socket => new SocketException((int)socket.SocketErrorCode),
        TimeoutException => new TimeoutException("The time ran out.", inner),
        TaskCanceledException cancelled => new TaskCanceledException("A task was canceled.", inner, cancelled.CancellationToken),
        OperationCanceledException cancelled =>
            new OperationCanceledException("The operation was canceled.", inner, cancelled.CancellationToken),
        AuthenticationException => new AuthenticationException($"TLS failed ({CertificateErrorsIn(original.Message)}).", inner),
        AggregateException many => new AggregateException(
            "Several failures.", many.InnerExceptions.Select(static one => Of(one))),
        _ => new ForeignException(original.GetType(), inner),
    };

    // .NET reports what is wrong with a certificate in the text only.
    private static string CertificateErrorsIn(string text)
    {
        string[] words = text.Split([' ', ',', ':', '.']);
        string errors = string.Join(", ", CertificateErrors.Where(words.Contains).Distinct());
        return errors.Length > 0 ? errors : "for a reason other than the certificate";
    }
}
