using System.Net;
using static PartnerCenter.Referrals.FailureTexts;

namespace PartnerCenter.Referrals;

/// <summary>Turns the refusals of the service into public exceptions, with what to do next.</summary>
internal static class RefusalTranslator
{
    /// <param name="response">The refusal.</param>
    /// <param name="call">The call that was refused.</param>
    /// <param name="unknown">Whether the call may have taken effect in spite of the refusal.</param>
    public static ReferralsException ToException(FailedResponseException response, ReferralCall call, bool unknown)
    {
        FailureDetails details = DetailsOf(call) with
        {
            StatusCode = response.StatusCode,
            ErrorCodes = response.Error.Codes,
            ErrorTarget = response.Error.Target,
            RequestId = response.RequestId,
            RetryAfter = response.RetryAfter,
            IsTransient = IsTransient(response.StatusCode),
            ServiceMessage = response.Error.Message,
        };
        string summary = Summarize(call, details);
        if (unknown)
        {
            return new ReferralOutcomeUnknownException(
                call.IsOutcomeUncertain
                    ? $"{summary} An earlier attempt got no clear answer, so {call.Name} may have taken effect. "
                        + call.Operation.Advice.IfRetriesUnknown + Ids(details)
                    : $"{summary} A gateway may return this status after the service has acted, so {call.Name} may have taken effect. "
                        + call.Operation.Advice.IfUnknown + Ids(details),
                details);
        }

        bool modified = response.Error.Has("resourceModified") || response.Error.Has("preconditionFailed");
        return (int)response.StatusCode switch
        {
            401 => new ReferralsAuthenticationException(
                $"{summary} The service did not accept the token. {call.Operation.Advice.OnUnauthorized}" + Ids(details),
                details),
            403 => new ReferralsException(
                $"{summary} {call.Operation.Advice.OnForbidden}" + Ids(details), details),
            404 or 410 when call.IsContinuation => new ReferralContinuationExpiredException(
                $"{summary} The service does not accept the continuation any more. Start the listing again without it; start a reading of "
                + "changes again from its last checkpoint." + Ids(details),
                details),
            404 or 410 when call.Page is not null => new ReferralsException(
                $"{summary} There is no collection of referrals at this address. Check the endpoint." + Ids(details), details),
            404 or 410 => new ReferralNotFoundException(
                $"{summary} {call.Operation.Advice.OnNotFound}" + Ids(details), details),
            412 => Conflict(details, summary),
            409 when modified => Conflict(details, summary),
            429 => new ReferralsThrottledException(
                $"{summary} {call.Operation.Advice.OnThrottled}Wait {(details.RetryAfter is { } wait ? InSeconds(wait) + " " : "")}before "
                    + "the next call." + Ids(details),
                details),
            301 or 302 or 303 or 307 or 308 => Redirected(response, summary, details),
            _ when details.IsTransient => new ReferralsException(
                $"{summary} The service could not process the request. Try again "
                    + $"{(details.RetryAfter is { } wait ? $"in {InSeconds(wait)}" : "later")}." + Ids(details),
                details),
            _ when response.Error.Target == "$filter" => new ReferralsException(
                $"{summary} The filter is not valid, or names a field that the service cannot filter by. Put text in single quotes, "
                + "and double a quote inside it. Names are case-sensitive. Do not escape anything for a URL." + Ids(details),
                details),
            409 when call.Operation.Advice.OnConflict is { } advice => new ReferralsException(
                $"{summary} {advice}" + Ids(details), details),
            _ => new ReferralsException($"{summary} {call.Operation.Advice.OnInvalid}" + Ids(details), details),
        };
    }

    private static ReferralsException Redirected(FailedResponseException response, string summary, FailureDetails details)
    {
        string target = response.RedirectHost is { } host ? $" to {host}" : "";
        return new(
            $"{summary} The endpoint has moved{target}. The client follows no redirect, because the token would go with it: set Endpoint "
                + "to the new address." + Ids(details),
            details.Found(
                $"The service returned {(int)response.StatusCode}, a redirect{target}, which the client does not follow.",
                "Set Endpoint to the new address of the collection, or check whether a proxy answers in its place."));
    }

    // A gateway returns 444, 460 and 499 if a connection was closed, which says nothing about the request; 501 and 505 do not go away.
    private static bool IsTransient(HttpStatusCode status) =>
        (int)status is 408 or 429 or 444 or 460 or 499 or (>= 500 and not 501 and not 505);

    private static ReferralConflictException Conflict(FailureDetails details, string summary) =>
        new($"{summary} The referral has changed since it was read. Read it again, then decide whether to write." + Ids(details), details);

    private static string Summarize(ReferralCall call, FailureDetails details)
    {
        string codes = string.Join(" / ", details.ErrorCodes);
        string target = details.ErrorTarget is null ? "" : $", target {details.ErrorTarget}";
        return $"Partner Center answered {call.Name} with {(int)details.StatusCode!}{(codes.Length > 0 ? " " + codes : "")}{target}.";
    }
}
