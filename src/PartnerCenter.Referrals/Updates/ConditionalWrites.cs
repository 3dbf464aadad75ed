using System.Net;
using Polly;

namespace PartnerCenter.Referrals;

/// <summary>
/// Replaces and patches referrals. It reads the referral after a 204, and verifies a write after a 2xx that cannot be read, or after a 412
/// that the write's own earlier attempt may have caused. After a refusal, a record with the intended values proves the write only if the
/// caller set the values regardless of the old ones. After an increment it proves nothing, because another user may have made the same one.
/// </summary>
internal sealed class ConditionalWrites(ReferralRequests requests, TimeProvider time)
{
    /// <exception cref="ReferralValidationException">The referral lacks a part that the replace would delete.</exception>
    public async Task<Outcome<Referral>> ReplaceAsync(
        Referral referral, ReferralCallOptions? options, CancellationToken cancellationToken, bool stateProvesWrite = true)
    {
        ReferralRules.CheckReplacement(referral);
        options = options.WithCorrelationId();
        Outcome<Referral> written = await requests.PutAsync(referral, options, cancellationToken).ConfigureAwait(false);
        return written.Exception is ReferralOutcomeUnknownException unknown && IsVerifiable(unknown, stateProvesWrite)
            ? await VerifyAsync(
                referral.Id, current => WriteVerifier.IsApplied(current, referral), unknown, options, cancellationToken)
                .ConfigureAwait(false)
            : written;
    }

    public Task<Outcome<Referral>> PatchAsync(
        Referral before,
        IReadOnlyList<ReferralPatchOperation> operations,
        ReferralCallOptions? options,
        CancellationToken cancellationToken) =>
        PatchAsync(before.Id, before.ETag, before, PatchOperations.FitTo(before, operations), options, cancellationToken);

    public async Task<Outcome<Referral>> PatchAsync(
        string id,
        string? eTag,
        Referral? before,
        IReadOnlyList<ReferralPatchOperation> operations,
        ReferralCallOptions? options,
        CancellationToken cancellationToken,
        bool stateProvesWrite = true)
    {
        options = options.WithCorrelationId();
        Outcome<Referral?> written = await requests.PatchAsync(id, eTag, operations, options, cancellationToken).ConfigureAwait(false);
        if (eTag is not null
            && written.Exception is ReferralOutcomeUnknownException unknown && IsVerifiable(unknown, stateProvesWrite))
        {
            return await VerifyAsync(
                id, current => WriteVerifier.IsApplied(current, before, operations), unknown, options, cancellationToken)
                .ConfigureAwait(false);
        }

        return written switch
        {
            { Exception: { } failure } => Outcome.FromException<Referral>(failure),
            { Result: { } referral } => Outcome.FromResult(referral),
            _ => await ReadPatchedAsync(id, options, cancellationToken).ConfigureAwait(false),
        };
    }

    // After a 2xx that cannot be read, or a refusal that the write's own earlier attempt may have caused, the record shows the outcome.
    // Without any response it does not: the service may still be processing the request.
    private static bool IsVerifiable(ReferralOutcomeUnknownException unknown, bool stateProvesWrite) => (int?)unknown.StatusCode switch
    {
        >= 200 and < 300 => true,
        (int)HttpStatusCode.PreconditionFailed or (int)HttpStatusCode.Conflict => stateProvesWrite,
        _ => false,
    };

    private async Task<Outcome<Referral>> ReadPatchedAsync(string id, ReferralCallOptions options, CancellationToken cancellationToken)
    {
        Outcome<Referral> read = await FollowUpAsync(id, options, cancellationToken).ConfigureAwait(false);
        return read.Exception switch
        {
            null => read,
            OperationCanceledException cancelled => Outcome.FromException<Referral>(new OperationCanceledException(
                "The patch was applied; the caller cancelled the read that followed.", cancelled, cancelled.CancellationToken)),
            var failure => Outcome.FromException<Referral>(new ReferralOutcomeUnknownException(
                "The patch was applied, but the read of the referral that followed failed; see the inner exception. "
                    + "Read the referral before you write again.",
                SafeCause.Of(failure))
            {
                Operation = Operation.Patch.Name,
                CorrelationId = options.CorrelationId,
                Attempts = (failure as ReferralsException)?.Attempts ?? 0,
                RequestsSent = (failure as ReferralsException)?.RequestsSent ?? 0,
            }),
        };
    }

    private async Task<Outcome<Referral>> VerifyAsync(
        string id,
        Func<Referral, bool> isApplied,
        ReferralOutcomeUnknownException unknown,
        ReferralCallOptions options,
        CancellationToken cancellationToken)
    {
        Outcome<Referral> current = await FollowUpAsync(id, options, cancellationToken).ConfigureAwait(false);
        return current.Exception switch
        {
            null when isApplied(current.Result!) => current,
            OperationCanceledException cancelled => Outcome.FromException<Referral>(UnknownOutcome.Cancelled(unknown, cancelled)),
            // Without a current record the outcome of the write stays unknown.
            _ => Outcome.FromException<Referral>(unknown),
        };
    }

    private Task<Outcome<Referral>> FollowUpAsync(string id, ReferralCallOptions options, CancellationToken cancellationToken) =>
        requests.GetAsync(id, new Deadline(time, Deadline.FollowUp).Apply(options), cancellationToken, isFollowUp: true);
}
