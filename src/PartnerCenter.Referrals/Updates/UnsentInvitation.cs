namespace PartnerCenter.Referrals;

/// <summary>
/// Describes an invitation that was not sent, because the list of its engagement could not be read. The exception has the type, the codes
/// and the ids of the list's failure.
/// </summary>
internal static class UnsentInvitation
{
    public static Exception Because(Exception failure, ReferralCallOptions options)
    {
        string message = $"The invitation was not sent, because the engagement could not be listed before it. {failure.Message}";
        FailureDetails details = FailureDetails.Of(failure as ReferralsException) with
        {
            Operation = Operation.Invite.Name,
            CorrelationId = options.CorrelationId,
            Page = null,
        };
        return failure switch
        {
            OperationCanceledException cancelled => new OperationCanceledException(
                $"The caller cancelled {Operation.Invite}; it had no effect.", cancelled, cancelled.CancellationToken),
            ReferralsAuthenticationException token => new ReferralsAuthenticationException(message, details, token)
            {
                EntraErrorCode = token.EntraErrorCode,
                EntraCorrelationId = token.EntraCorrelationId,
                Finding = token.Finding,
                NextStep = token.NextStep,
            },
            ReferralsThrottledException => new ReferralsThrottledException(message, details, failure),
            ReferralsTimeoutException => new ReferralsTimeoutException(message, details, failure),
            ReferralNotFoundException => new ReferralNotFoundException(message, details, failure),
            ReferralsException => new ReferralsException(message, details, failure),
            // A bug, for example in a user's handler, goes to the caller unchanged.
            _ => failure,
        };
    }
}
