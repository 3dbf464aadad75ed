using System.Net;
using Polly.Timeout;

namespace PartnerCenter.Referrals;

/// <summary>The one place that decides what may be repeated, and when: by the method, and by what the failure proves.</summary>
internal sealed class RetryPolicy(TimeSpan firstDelay, TimeProvider time)
{
    private static readonly TimeSpan MaxBackoff = TimeSpan.FromSeconds(30);

    public static bool MayRetry(CallKind kind, FailureKind failure) => failure switch
    {
        FailureKind.Throttled or FailureKind.NothingSent => true,
        FailureKind.Transient or FailureKind.AnswerLost => kind != CallKind.UnconditionalWrite,
        _ => false,
    };

    public static FailureKind Classify(Exception failure, ReferralCall call) => failure switch
    {
        FailedResponseException response => Classify(response.StatusCode),
        ReferralsAuthenticationException token => token.IsTransient ? FailureKind.NothingSent : FailureKind.Final,
        HttpRequestException or IOException or TimeoutRejectedException or OperationCanceledException
            when !call.HandedToNetwork => FailureKind.NothingSent,
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError
        } => FailureKind.NothingSent,
        _ when IsConnectTimeout(failure) => FailureKind.NothingSent,
        HttpRequestException or IOException or TimeoutRejectedException or OperationCanceledException => FailureKind.AnswerLost,
        _ => FailureKind.Final,
    };

    /// <summary>
    /// Whether the time for connecting ran out. It has no code of its own and comes in this shape. So does the timeout of a user's
    /// HttpClient in between, which strikes after sending too; that one holds the cancellation once more.
    /// </summary>
    public static bool IsConnectTimeout(Exception failure) =>
        failure is TaskCanceledException { InnerException: TimeoutException { InnerException: not OperationCanceledException } };

    /// <summary>Whether the failure leaves open if the write took effect.</summary>
    public static bool LeavesOutcomeUncertain(Exception failure, ReferralCall call) =>
        call.Kind != CallKind.Read && Classify(failure, call) is FailureKind.Transient or FailureKind.AnswerLost;

    /// <summary>The wait that whoever answered has asked for: the service, or Entra in its place.</summary>
    public static TimeSpan? GetRetryAfter(Exception failure) => failure switch
    {
        FailedResponseException response => response.RetryAfter,
        ReferralsAuthenticationException token => token.RetryAfter,
        _ => null,
    };

    /// <summary>Chooses the wait before the next attempt, or none if there is to be no further one.</summary>
    public bool TryGetDelay(ReferralCall call, Exception failure, out TimeSpan delay)
    {
        delay = TimeSpan.Zero;
        if (call.Attempts >= call.MaxAttempts || !MayRetry(call.Kind, Classify(failure, call)))
        {
            return false;
        }

        TimeSpan left = call.Timeout - time.GetElapsedTime(call.Started);
        TimeSpan? asked = GetRetryAfter(failure);
        // A token provider's own exception may ask for any time at all, of which the longest have no room for more.
        delay = asked >= left ? left : asked is { } wait ? Backoff.AtLeast(wait)
            : Backoff.Between(0.5, Backoff.Exponential(firstDelay, call.Attempts - 1, MaxBackoff));
        // A wait past the time left could only end in a timeout: the failure, with its hint, is worth more.
        return delay < left;
    }

    private static FailureKind Classify(HttpStatusCode status) => (int)status switch
    {
        429 => FailureKind.Throttled,
        408 or 500 or 502 or 503 or 504 or 509 => FailureKind.Transient,
        _ => FailureKind.Final,
    };
}
