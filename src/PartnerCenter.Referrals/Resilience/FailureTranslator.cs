using Polly.Timeout;

namespace PartnerCenter.Referrals;

/// <summary>The one place where failures become public exceptions.</summary>
internal static class FailureTranslator
{
    /// <summary>The exception for the caller, or null where the failure should go on as it is (a fault of the program).</summary>
    public static Exception? ToException(Exception failure, ReferralCall call)
    {
        if (failure is OperationCanceledException && call.CallerCancellation.IsCancellationRequested)
        {
            return Cancelled(call, failure);
        }

        // Beyond the total time limit the attempt is cancelled from outside; what it threw then says nothing.
        bool unknown = call.IsOutcomeUncertain || RetryPolicy.LeavesOutcomeUncertain(failure, call);
        return failure switch
        {
            FailedResponseException response => Refused(response, call, unknown),
            UnreadableResponseException response => Unreadable(response, call),
            ThrottleGateClosedException held => GateClosed(held, call),
            ReferralsAuthenticationException token when !call.IsOutcomeUncertain => NoToken(token, call),
            ReferralsAuthenticationException token => new ReferralOutcomeUnknownException(
                $"An earlier attempt of {call.Name} was left without an answer and may have taken effect; for a further one there was no "
                    + $"token. {token.Message}",
                DetailsOf(call) with { RetryAfter = token.RetryAfter },
                token),
            TimeoutRejectedException => TimedOut(call, unknown),
            _ when RetryPolicy.IsConnectTimeout(failure) && !unknown => NotConnected(failure, "the time for connecting ran out", call),
            HttpRequestException or IOException or OperationCanceledException => NoWholeResponse(failure, call, unknown),
            // A fault of the program, such as of a handler of the user's; but a write that was on its way must not be hidden by it.
            _ when unknown || MayHaveTakenEffect(call) => NoWholeResponse(failure, call, unknown: true),
            _ => null,
        };
    }

    private static bool MayHaveTakenEffect(ReferralCall call) => call.Kind != CallKind.Read && call.HandedToNetwork;

    private static OperationCanceledException Cancelled(ReferralCall call, Exception cause) => new(
        call.IsOutcomeUncertain || MayHaveTakenEffect(call)
            ? $"The caller cancelled {call.Name} after it was sent: it may have taken effect."
            : $"The caller cancelled {call.Name}{(call.Kind == CallKind.Read ? "" : "; it had no effect")}.",
        cause,
        call.CallerCancellation);

    private static ReferralsException Refused(FailedResponseException response, ReferralCall call, bool unknown)
    {
        FailureDetails details = DetailsOf(call) with
        {
            StatusCode = response.StatusCode,
            ErrorCodes = response.Error.Codes,
            ErrorTarget = response.Error.Target,
            RequestId = response.RequestId,
            RetryAfter = response.RetryAfter,
        };
        string said = Summarize(call, details);
        if (unknown)
        {
            return new ReferralOutcomeUnknownException(
                call.IsOutcomeUncertain
                    ? $"{said} But an earlier attempt was left without an answer: {call.Name} may have taken effect. Read the referral "
                        + "before you write again."
                        + Ids(details)
                    : $"{said} A gateway may answer so after the service has acted: {call.Name} may have taken effect. "
                        + "Look for the referral before you send it again." + Ids(details),
                details);
        }

        bool modified = response.Error.Has("resourceModified") || response.Error.Has("preconditionFailed");
        return (int)response.StatusCode switch
        {
            401 => new ReferralsAuthenticationException(
                $"{said} The service did not accept the token: it takes App+User tokens with multi-factor authentication only, for the "
                + "audience https://api.partner.microsoft.com." + Ids(details),
                details),
            403 => new ReferralsException(
                $"{said} The signed-in user may not do this: it takes an App+User token of a user with the role Referral Admin, "
                + "or Referral User for referrals the user is in the team of." + Ids(details),
                details),
            404 or 410 => new ReferralNotFoundException(
                $"{said} There is no such referral, or the user may not see it. If every call ends so, check the endpoint." + Ids(details),
                details),
            412 => Conflict(details, said),
            409 when modified => Conflict(details, said),
            429 => new ReferralsThrottledException(
                said
                + (details.RetryAfter is { } wait
                    ? $" Wait {wait.TotalSeconds:0.#} seconds before the next call."
                    : " Wait before the next call.")
                + Ids(details),
                details),
            >= 500 or 408 => new ReferralsException($"{said} The service is in trouble; try again later." + Ids(details), details),
            _ when details.ErrorTarget == "$filter" => new ReferralsException(
                $"{said} The filter is wrong, or names a field that cannot be filtered by: text stands in single quotes, with a quote "
                + "inside doubled; names are "
                + "case-sensitive; nothing is escaped for a URL." + Ids(details),
                details),
            _ => new ReferralsException($"{said} Correct the request before you send it again." + Ids(details), details),
        };
    }

    private static ReferralsException GateClosed(ThrottleGateClosedException held, ReferralCall call)
    {
        FailureDetails details = DetailsOf(call) with { RetryAfter = held.Remaining };
        string why =
            $"the service has asked to wait for {held.Remaining.TotalSeconds:0.#} more seconds, which is longer than the call may take";
        return call.IsOutcomeUncertain
            ? new ReferralOutcomeUnknownException(
                $"An earlier attempt of {call.Name} was left without an answer and may have taken effect; a further one was not sent: "
                + $"{why}. "
                + "Look for the referral before you send it again." + Ids(details),
                details)
            : new ReferralsThrottledException($"{call.Name} was not sent: {why}. Call again later, or raise Timeout.", details);
    }

    private static ReferralConflictException Conflict(FailureDetails details, string said) =>
        new($"{said} The referral was changed since it was read: read it again and decide anew." + Ids(details), details);

    private static ReferralsException Unreadable(UnreadableResponseException response, ReferralCall call)
    {
        FailureDetails details = DetailsOf(call) with { StatusCode = response.StatusCode, RequestId = response.RequestId };
        string said =
            $"Partner Center answered {call.Name} with {(int)response.StatusCode}, but the answer cannot be used: {response.Reason}.";
        return call.Kind == CallKind.Read
            ? new ReferralsException(said + " Check the endpoint, and whether a proxy answers in its place." + Ids(details), details)
            : new ReferralOutcomeUnknownException(
                said + " It may have taken effect. Look for the referral before you send it again." + Ids(details), details);
    }

    private static ReferralsAuthenticationException NoToken(ReferralsAuthenticationException token, ReferralCall call)
    {
        // A copy, since one failed token request ends many calls.
        FailureDetails details = DetailsOf(call) with { RetryAfter = token.RetryAfter };
        return new ReferralsAuthenticationException($"{call.Name} was not sent. {token.Message}", details, token.InnerException)
        {
            EntraErrorCode = token.EntraErrorCode,
            EntraCorrelationId = token.EntraCorrelationId,
            IsTransient = token.IsTransient,
        };
    }

    private static ReferralsException TimedOut(ReferralCall call, bool unknown)
    {
        FailureDetails details = DetailsOf(call);
        if (!unknown && call is { Attempts: > 0, IsSent: false })
        {
            return new ReferralsAuthenticationException(
                $"{call.Name} was not sent: no token came in time (attempt {call.Attempts}). Check the network and AuthorityHost.", details)
            {
                IsTransient = true,
            };
        }

        string said = $"No whole answer to {call.Name} came in time (attempt {call.Attempts}).";
        return unknown
            ? new ReferralOutcomeUnknownException(
                said + " It was sent and may have taken effect. Look for the referral before you send it again." + Ids(details), details)
            : new ReferralsTimeoutException(
                said + " Raise Timeout or AttemptTimeout if the service is known to be slow." + Ids(details), details);
    }

    private static ReferralsException NoWholeResponse(Exception cause, ReferralCall call, bool unknown)
    {
        if (!unknown && RetryPolicy.Classify(cause, call) == FailureKind.NothingSent)
        {
            return NotConnected(
                cause, cause is HttpRequestException { HttpRequestError: var error } ? error.ToString() : "no connection", call);
        }

        FailureDetails details = DetailsOf(call);
        string said = $"The whole answer to {call.Name} did not come (attempt {call.Attempts}).";
        return unknown
            ? new ReferralOutcomeUnknownException(
                said + " It may have taken effect. Look for the referral before you send it again." + Ids(details), details, cause)
            : new ReferralsException(said + Ids(details), details, cause);
    }

    private static ReferralsException NotConnected(Exception cause, string why, ReferralCall call) => new(
        $"{call.Name} was not sent: the endpoint could not be reached ({why}). Check the endpoint, the network and the proxy.",
        DetailsOf(call),
        cause);

    private static string Summarize(ReferralCall call, FailureDetails details)
    {
        string codes = string.Join(" / ", details.ErrorCodes);
        string target = details.ErrorTarget is null ? "" : $", target {details.ErrorTarget}";
        return $"Partner Center answered {call.Name} with {(int)details.StatusCode!}{(codes.Length > 0 ? " " + codes : "")}{target}.";
    }

    private static string Ids(FailureDetails details) =>
        $" (request-id {details.RequestId ?? "none"}, client-request-id {details.ClientRequestId ?? Guid.Empty}, MS-CorrelationId "
            + $"{details.CorrelationId})";

    private static FailureDetails DetailsOf(ReferralCall call) => new()
    {
        ClientRequestId = call.ClientRequestId == Guid.Empty ? null : call.ClientRequestId,
        CorrelationId = call.CorrelationId,
        Operation = call.Operation.Name,
        Page = call.Page,
        Attempts = call.Attempts,
    };
}
