namespace PartnerCenter.Referrals;

/// <summary>Describes the end of a search for the outcome of a write.</summary>
internal static class UnknownOutcome
{
    public static OperationCanceledException Cancelled(ReferralOutcomeUnknownException unknown, OperationCanceledException cause) => new(
        $"The caller cancelled while the outcome of {unknown.Operation} was being determined. It may have taken effect.",
        cause,
        cause.CancellationToken);
}
