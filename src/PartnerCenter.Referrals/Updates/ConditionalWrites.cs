using System.Net;

namespace PartnerCenter.Referrals;

/// <summary>
/// Replaces and patches referrals. It reads the referral after a 204, and verifies a write after a 2xx that cannot be read, or after a 412
/// that the write's own earlier attempt may have caused. A record with the intended values proves the write only if the caller set
/// the values regardless of the old ones. After an increment it proves nothing, because another user may have made the same one.
/// </summary>
internal sealed class ConditionalWrites(ReferralRequests requests)
{
    /// <exception cref="ReferralValidationException">The referral lacks a part that the replace would delete.</exception>
    public Task<Referral> ReplaceAsync(
        Referral referral, ReferralCallOptions? options, CancellationToken cancellationToken, bool stateProvesWrite = true)
    {
        ReferralRules.CheckReplacement(referral);
        return PutAsync(referral, stateProvesWrite, options.WithCorrelationId(), cancellationToken);
    }

    public Task<Referral> PatchAsync(
        Referral before,
        IReadOnlyList<ReferralPatchOperation> operations,
        ReferralCallOptions? options,
        CancellationToken cancellationToken) =>
        PatchAsync(before.Id, before.ETag, before, PatchOperations.FitTo(before, operations), options, cancellationToken);

    public async Task<Referral> PatchAsync(
        string id,
        string? eTag,
        Referral? before,
        IReadOnlyList<ReferralPatchOperation> operations,
        ReferralCallOptions? options,
        CancellationToken cancellationToken,
        bool stateProvesWrite = true)
    {
        options = options.WithCorrelationId();
        try
        {
            return await requests.PatchAsync(id, eTag, operations, options, cancellationToken).ConfigureAwait(false)
                ?? await ReadPatchedAsync(id, options, cancellationToken).ConfigureAwait(false);
        }
        catch (ReferralOutcomeUnknownException unknown) when (stateProvesWrite && eTag is not null && IsVerifiable(unknown))
        {
            return await VerifyAsync(
                id, current => WriteVerifier.IsApplied(current, before, operations), unknown, options, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    private async Task<Referral> PutAsync(
        Referral referral, bool stateProvesWrite, ReferralCallOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await requests.PutAsync(referral, options, cancellationToken).ConfigureAwait(false);
        }
        catch (ReferralOutcomeUnknownException unknown) when (stateProvesWrite && IsVerifiable(unknown))
        {
            return await VerifyAsync(
                referral.Id, current => WriteVerifier.IsApplied(current, referral), unknown, options, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    // After a 2xx that cannot be read, or a refusal that the write's own earlier attempt may have caused, the record shows the outcome.
    // Without any response it does not: the service may still be processing the request.
    private static bool IsVerifiable(ReferralOutcomeUnknownException unknown) =>
        (int?)unknown.StatusCode is (>= 200 and < 300) or (int)HttpStatusCode.PreconditionFailed or (int)HttpStatusCode.Conflict;

    private async Task<Referral> ReadPatchedAsync(string id, ReferralCallOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await requests.GetAsync(id, options, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException cancelled)
        {
            throw new OperationCanceledException(
                "The patch was applied; the caller cancelled the read that followed.", cancelled, cancelled.CancellationToken);
        }
        catch (ReferralsException failure)
        {
            throw new ReferralOutcomeUnknownException(
                "The patch was applied, but the read of the referral that followed failed; see the inner exception. "
                    + "Read the referral before you write again.",
                failure)
            {
                Operation = Operation.Patch.Name,
                CorrelationId = options.CorrelationId,
                Attempts = failure.Attempts,
            };
        }
    }

    private async Task<Referral> VerifyAsync(
        string id,
        Func<Referral, bool> isApplied,
        ReferralOutcomeUnknownException unknown,
        ReferralCallOptions options,
        CancellationToken cancellationToken)
    {
        Referral current;
        try
        {
            current = await requests.GetAsync(id, options, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException cancelled)
        {
            throw new OperationCanceledException(
                $"The caller cancelled while the outcome of {unknown.Operation} was being determined. It may have taken effect.",
                cancelled,
                cancelled.CancellationToken);
        }
        catch (ReferralsException)
        {
            // Without a current record the outcome of the write stays unknown.
            throw unknown;
        }

        return isApplied(current) ? current : throw unknown;
    }
}
