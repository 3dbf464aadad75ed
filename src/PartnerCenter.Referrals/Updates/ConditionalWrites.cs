using System.Net;

namespace PartnerCenter.Referrals;

/// <summary>
/// Replace and patch with their aftermath: what follows a 204, a yes that cannot be read, and a 412 that may be the echo of the write's own earlier attempt.
/// That a record holds what was intended proves the write only to a caller who asked for a state; who counts up must not take a colleague's equal step for its own.
/// </summary>
internal sealed class ConditionalWrites(ReferralRequests requests)
{
    public async Task<Referral> ReplaceAsync(
        Referral referral, ReferralCallOptions? options, CancellationToken cancellationToken, bool stateProvesWrite = true)
    {
        options = Correlated(options);
        try
        {
            return await requests.PutAsync(referral, options, cancellationToken).ConfigureAwait(false);
        }
        catch (ReferralOutcomeUnknownException unknown) when (stateProvesWrite && MayShow(unknown))
        {
            return await FindAsync(referral.Id, current => WriteVerifier.IsApplied(current, referral), unknown, options, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<Referral> PatchAsync(
        string id,
        string? eTag,
        Referral? before,
        IReadOnlyList<PatchOperation> operations,
        ReferralCallOptions? options,
        CancellationToken cancellationToken,
        bool stateProvesWrite = true)
    {
        options = Correlated(options);
        try
        {
            return await requests.PatchAsync(id, eTag, operations, options, cancellationToken).ConfigureAwait(false)
                ?? await ReadPatchedAsync(id, options, cancellationToken).ConfigureAwait(false);
        }
        catch (ReferralOutcomeUnknownException unknown) when (stateProvesWrite && eTag is not null && MayShow(unknown))
        {
            return await FindAsync(id, current => WriteVerifier.IsApplied(current, before, operations), unknown, options, cancellationToken).ConfigureAwait(false);
        }
    }

    // One id for the write and the reads that may follow it.
    private static ReferralCallOptions Correlated(ReferralCallOptions? options) =>
        (options ?? new()) with { CorrelationId = options?.CorrelationId ?? CallId.New() };

    // Its own echo, or a yes that cannot be read: the record tells. Where no answer came at all, the service may still be at work.
    private static bool MayShow(ReferralOutcomeUnknownException unknown) =>
        (int?)unknown.StatusCode is (>= 200 and < 300) or (int)HttpStatusCode.PreconditionFailed or (int)HttpStatusCode.Conflict;

    private async Task<Referral> ReadPatchedAsync(string id, ReferralCallOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await requests.GetAsync(id, options, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException cancelled)
        {
            throw new OperationCanceledException("The patch was applied; the caller cancelled the read that followed.", cancelled, cancelled.CancellationToken);
        }
        catch (ReferralsException failure)
        {
            throw new ReferralOutcomeUnknownException(
                "The patch was applied, but the referral as it is now could not be read; the inner exception tells why. Read it before you write again.",
                failure)
            {
                Operation = OperationName.Patch,
                CorrelationId = options.CorrelationId,
                Attempts = failure.Attempts,
            };
        }
    }

    private async Task<Referral> FindAsync(
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
                $"The caller cancelled while the outcome of {unknown.Operation} was being found out: it may have taken effect.", cancelled, cancelled.CancellationToken);
        }
        catch (ReferralsException)
        {
            // That it cannot be read leaves the outcome of the write what it was: unknown.
            throw unknown;
        }

        return isApplied(current) ? current : throw unknown;
    }
}
