using System.Net;
using System.Net.Sockets;
using Polly.Timeout;
using static PartnerCenter.Referrals.FailureTexts;

namespace PartnerCenter.Referrals;

/// <summary>Turns the failures of calls into public exceptions.</summary>
internal static class FailureTranslator
{
    /// <summary>
    /// Returns the exception for the caller; null if the failure is a bug of the user's own code that the caller gets unchanged. What
    /// others have thrown is carried as a copy, because it may quote a request or a response.
    /// </summary>
    public static Exception? ToException(Exception failure, ReferralCall call)
    {
        if (failure is OperationCanceledException or AbandonedAttemptException && call.CallerCancellation.IsCancellationRequested)
        {
            return Cancelled(call, failure);
        }

        // When the total timeout expires, it cancels the attempt. The attempt's own exception then says nothing about the request.
        bool unknown = call.IsOutcomeUncertain || RetryPolicy.LeavesOutcomeUncertain(failure, call);
        return failure switch
        {
            FailedResponseException response => RefusalTranslator.ToException(response, call, unknown),
            UnreadableResponseException response => Unreadable(response, call),
            ThrottleGateClosedException closed => GateClosed(closed, call),
            ReferralsAuthenticationException token when !unknown => NoToken(token, call),
            ReferralsAuthenticationException token when call.IsOutcomeUncertain => new ReferralOutcomeUnknownException(
                $"An earlier attempt of {call.Name} got no clear answer and may have taken effect. "
                    + $"There was no token for a further attempt. {token.Message}",
                DetailsOf(call) with { RetryAfter = token.RetryAfter, ServiceMessage = token.GetServiceMessage() },
                token),
            TimeoutRejectedException or AbandonedAttemptException => TimedOut(call, unknown),
            _ when RetryPolicy.IsConnectTimeout(failure) && RetryPolicy.Classify(failure, call) == FailureKind.NothingSent && !unknown =>
                NotConnected(failure, "the connect timeout expired", call),
            HttpRequestException or IOException or SocketException or OperationCanceledException => NoWholeResponse(failure, call, unknown),
            // A bug, for example in a user's handler, must not hide that a write was in flight.
            _ when unknown || MayHaveTakenEffect(call) => NoWholeResponse(failure, call, unknown: true),
            _ when SafeCause.MayQuote(failure) => new ReferralsException(
                $"{call.Name} {(call.Kind == CallKind.Read ? "failed" : "was not sent")}: a handler of your program threw "
                    + $"{failure.GetType().Name}. See the inner exception.",
                DetailsOf(call).Found(HandlerFailure.FindingOf(failure), HandlerFailure.NextStep),
                SafeCause.Of(failure)),
            _ => null,
        };
    }

    private static bool MayHaveTakenEffect(ReferralCall call) => call.Kind != CallKind.Read && call.HandedToNetwork;

    private static OperationCanceledException Cancelled(ReferralCall call, Exception cause) => new(
        call.IsOutcomeUncertain || MayHaveTakenEffect(call)
            ? $"The caller cancelled {call.Name} after it was sent: it may have taken effect."
            : $"The caller cancelled {call.Name}{(call.Kind == CallKind.Read ? "" : "; it had no effect")}.",
        SafeCause.Of(cause),
        call.CallerCancellation);

    private static ReferralsException GateClosed(ThrottleGateClosedException closed, ReferralCall call)
    {
        FailureDetails details = DetailsOf(call) with { RetryAfter = closed.Remaining };
        string why = $"another call was throttled, and all wait for {InSeconds(closed.Remaining)} more, which exceeds the time left for "
            + "the call";
        return call.IsOutcomeUncertain
            ? new ReferralOutcomeUnknownException(
                $"An earlier attempt of {call.Name} got no clear answer and may have taken effect. A further attempt was not sent: {why}. "
                + call.Operation.Advice.IfUnknown + Ids(details),
                details)
            : new ReferralsThrottledException($"{call.Name} was not sent: {why}. Call again later, or raise Timeout.", details);
    }

    private static ReferralsException Unreadable(UnreadableResponseException response, ReferralCall call)
    {
        FailureDetails details = DetailsOf(call) with { StatusCode = response.StatusCode, RequestId = response.RequestId };
        string answer = $"with {(int)response.StatusCode}, but the body cannot be used: {response.Reason}.";
        string advice = response.Advice ?? "Check the endpoint, and whether a proxy answers in its place.";
        string summary = $"Partner Center answered {call.Name} {answer}";
        return call.Kind == CallKind.Read
            ? new ReferralsException(
                $"{summary} {advice}" + Ids(details),
                details.Found($"The service answered {answer}", advice),
                SafeCause.Of(response.InnerException))
            : new ReferralOutcomeUnknownException(
                $"{summary} The request may have taken effect. {call.Operation.Advice.IfUnknown}" + Ids(details),
                details,
                SafeCause.Of(response.InnerException));
    }

    private static ReferralsAuthenticationException NoToken(ReferralsAuthenticationException token, ReferralCall call)
    {
        // Each call gets its own exception, because one failed token request can end many calls.
        FailureDetails details = DetailsOf(call) with
        {
            StatusCode = RefusalOf(call),
            RetryAfter = token.RetryAfter,
            IsTransient = token.IsTransient,
            ServiceMessage = token.GetServiceMessage(),
            Finding = token.Finding,
            NextStep = token.NextStep,
        };
        string what = IsRefused(call) ? $"{Refusal(call)} was obtained. "
            : call.IsWritten ? $"{call.Name} failed in a handler of your program. "
            : $"{call.Name} was not sent. ";
        return new ReferralsAuthenticationException(what + token.Message, details, token.InnerException)
        {
            EntraErrorCode = token.EntraErrorCode,
            EntraCorrelationId = token.EntraCorrelationId,
        };
    }

    // The service has refused the token of the last message, and the call was waiting for another one.
    private static bool IsRefused(ReferralCall call) => RefusalOf(call) is not null;

    private static HttpStatusCode? RefusalOf(ReferralCall call) =>
        call.StatusCode == HttpStatusCode.Unauthorized ? call.StatusCode : null;

    private static string Refusal(ReferralCall call) =>
        $"The service refused the token of {call.Name}{(call.Kind == CallKind.Read ? "" : ", so it had no effect")}, and no other token";

    private static ReferralsException TimedOut(ReferralCall call, bool unknown)
    {
        FailureDetails details = DetailsOf(call);
        if (!unknown && IsRefused(call))
        {
            return new ReferralsAuthenticationException(
                $"{Refusal(call)} was received in time (attempt {call.Attempts}). Check the network and AuthorityHost.",
                details with { StatusCode = RefusalOf(call), IsTransient = true });
        }

        if (!unknown && call is { Attempts: > 0, IsSent: false })
        {
            return new ReferralsAuthenticationException(
                $"{call.Name} was not sent: no token was received in time (attempt {call.Attempts}). Check the network and AuthorityHost.",
                (details with { IsTransient = true }).Found("No token was received in time.", "Check the network and AuthorityHost."));
        }

        if (!unknown && call is { Kind: not CallKind.Read, HandedToNetwork: false })
        {
            return new ReferralsTimeoutException(
                $"{call.Name} was not sent: the time ended while the request waited for a connection, or in a handler of your program "
                    + $"(attempt {call.Attempts}). Check the endpoint, the network and the proxy.",
                details);
        }

        string summary = $"No complete response to {call.Name} was received in time (attempt {call.Attempts}).";
        return unknown
            ? new ReferralOutcomeUnknownException(
                $"{summary} The request was sent and may have taken effect. {call.Operation.Advice.IfUnknown}" + Ids(details),
                details)
            : new ReferralsTimeoutException(
                summary + " Raise Timeout or AttemptTimeout if the service is known to be slow." + Ids(details),
                details.Found(
                    "No complete response was received in time.",
                    "Check the endpoint, the network and the proxy. Raise AttemptTimeout if the service is known to be slow."));
    }

    private static ReferralsException NoWholeResponse(Exception cause, ReferralCall call, bool unknown)
    {
        if (!unknown && RetryPolicy.Classify(cause, call) == FailureKind.NothingSent)
        {
            return cause switch
            {
                HttpRequestException { HttpRequestError: not HttpRequestError.Unknown and var error } =>
                    NotConnected(cause, error.ToString(), call),
                HttpRequestException => new ReferralsException(
                    $"{call.Name} was not sent: the request failed on its way to the network. Check the headers that handlers of your "
                        + "program add, the endpoint, the network and the proxy.",
                    (DetailsOf(call) with { IsTransient = true }).Found(
                        "The request failed on its way to the network.",
                        "Check the headers that handlers of your program add, the endpoint, the network and the proxy."),
                    SafeCause.Of(cause)),
                _ => NotConnected(cause, "no connection", call),
            };
        }

        FailureDetails details = DetailsOf(call);
        string summary = $"No complete response to {call.Name} was received (attempt {call.Attempts}).";
        return unknown
            ? new ReferralOutcomeUnknownException(
                $"{summary} The request may have taken effect. {call.Operation.Advice.IfUnknown}" + Ids(details),
                details,
                SafeCause.Of(cause))
            : new ReferralsException(
                summary + Ids(details),
                (details with { IsTransient = true }).Found("No complete response was received."),
                SafeCause.Of(cause));
    }

    private static ReferralsException NotConnected(Exception cause, string why, ReferralCall call) => new(
        $"{call.Name} was not sent: the endpoint could not be reached ({why}). Check the endpoint, the network and the proxy.",
        (DetailsOf(call) with { IsTransient = true }).Found($"The endpoint could not be reached: {why}."),
        SafeCause.Of(cause));
}
