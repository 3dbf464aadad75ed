using System.Net;
using System.Net.Sockets;
using Polly.Timeout;

namespace PartnerCenter.Referrals;

/// <summary>Decides whether a call is retried, and when, by the kind of call and by what the failure proves.</summary>
internal sealed class RetryPolicy(TimeSpan firstDelay, TimeProvider time)
{
    public static bool MayRetry(CallKind kind, FailureKind failure) => failure switch
    {
        FailureKind.Throttled or FailureKind.NothingSent => true,
        FailureKind.Transient or FailureKind.AnswerLost => kind != CallKind.UnconditionalWrite,
        _ => false,
    };

    public static FailureKind Classify(Exception failure, ReferralCall call) => failure switch
    {
        FailedResponseException response => Classify(response.StatusCode),
        AbandonedAttemptException => call.HandedToNetwork ? FailureKind.Unclear : FailureKind.Final,
        // A handler of the user's has thrown it: the client acquires tokens before it passes the request on.
        ReferralsAuthenticationException when call is { Kind: not CallKind.Read, HandedToNetwork: true } => FailureKind.Unclear,
        ReferralsAuthenticationException token => token.IsTransient ? FailureKind.NothingSent : FailureKind.Final,
        // .NET lets the SocketException of a connection through that is reset as it opens (tried, 10.0.12).
        HttpRequestException or IOException or SocketException or TimeoutRejectedException or OperationCanceledException
            when !call.HandedToNetwork => FailureKind.NothingSent,
        // A handler may have read the body before the connection failed. It may also have called another host after the response.
        _ when call is { IsWritten: false, StatusCode: null } && IsConnectionFailure(failure) => FailureKind.NothingSent,
        HttpRequestException or IOException or SocketException or TimeoutRejectedException or OperationCanceledException =>
            FailureKind.AnswerLost,
        _ => FailureKind.Final,
    };

    private static bool IsConnectionFailure(Exception failure) => IsConnectTimeout(failure) || failure is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError
    };

    /// <summary>
    /// Returns whether the connect timeout expired. .NET reports it without an error code, so it is recognized by its inner exceptions. The
    /// timeout of a user's HttpClient in between looks similar and may expire after the request was sent, but wraps a further cancellation.
    /// </summary>
    public static bool IsConnectTimeout(Exception failure) =>
        failure is TaskCanceledException { InnerException: TimeoutException { InnerException: not OperationCanceledException } };

    /// <summary>Returns whether the write may have taken effect in spite of the failure.</summary>
    public static bool LeavesOutcomeUncertain(Exception failure, ReferralCall call) =>
        call.Kind != CallKind.Read
        && Classify(failure, call) is FailureKind.Transient or FailureKind.AnswerLost or FailureKind.Unclear;

    /// <summary>Returns the Retry-After of the service, or of Entra if the token request failed; null if there is none.</summary>
    public static TimeSpan? GetRetryAfter(Exception failure) => failure switch
    {
        FailedResponseException response => response.RetryAfter,
        ReferralsAuthenticationException token => token.RetryAfter,
        _ => null,
    };

    /// <summary>Chooses the wait before the next attempt. Returns false if the call is not to be retried.</summary>
    public bool TryGetDelay(ReferralCall call, Exception failure, out TimeSpan delay)
    {
        delay = TimeSpan.Zero;
        if (call.Attempts >= call.MaxAttempts || !MayRetry(call.Kind, Classify(failure, call)))
        {
            return false;
        }

        TimeSpan left = call.Timeout - time.GetElapsedTime(call.Started);
        TimeSpan? retryAfter = GetRetryAfter(failure);
        // The exception of a user's token provider may carry any Retry-After, and adding jitter to the longest would overflow.
        delay = retryAfter >= left ? left : retryAfter is { } wait ? Backoff.AtLeast(wait)
            : Backoff.Between(0.5, Backoff.Exponential(firstDelay, call.Attempts - 1, OptionsValidation.MaxRetryDelay));
        // A wait beyond the time left could only end in a timeout. The failure with its Retry-After is more useful to the caller.
        return delay < left;
    }

    private static FailureKind Classify(HttpStatusCode status) => (int)status switch
    {
        429 => FailureKind.Throttled,
        408 or 500 or 502 or 503 or 504 or 509 => FailureKind.Transient,
        // A gateway returns these three if a client or a server closed the connection, which says nothing about the request.
        444 or 460 or 499 => FailureKind.Unclear,
        301 or 307 or 308 or (>= 400 and < 500) => FailureKind.Final,
        _ => FailureKind.Unclear,
    };
}
