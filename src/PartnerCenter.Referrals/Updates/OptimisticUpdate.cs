using System.Diagnostics;

namespace PartnerCenter.Referrals;

/// <summary>
/// Applies the caller's change to a referral and writes what has changed. After a conflict it reads the referral and applies the change
/// again.
/// </summary>
internal sealed class OptimisticUpdate(ReferralRequests requests, ConditionalWrites writes, ReferralsClientOptions options)
{
    // The first retry comes soon. After each further conflict the maximum delay doubles.
    private const int FirstDelayDivisor = 16;

    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _time = options.TimeProvider;
    private readonly TimeSpan _retryDelay = options.RetryDelay;
    private readonly int _maxConflictRetries = options.MaxConflictRetries;
    private readonly ClientValidation _validation = options.ClientValidation;

    /// <summary>Runs the update.</summary>
    /// <param name="id">The id of the referral.</param>
    /// <param name="start">The referral as the caller has read it; null to read it first.</param>
    /// <param name="change">Returns the changed referral.</param>
    /// <param name="options">The call's options.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<Referral> RunAsync(
        string id, Referral? start, Func<Referral, Referral> change, ReferralCallOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        OptionsValidation.Check(options);
        return TraceAsync(id, start, change, options, cancellationToken);
    }

    private async Task<Referral> TraceAsync(
        string id, Referral? start, Func<Referral, Referral> change, ReferralCallOptions? options, CancellationToken cancellationToken)
    {
        options = options.WithCorrelationId();
        int maxConflictRetries = options.MaxConflictRetries ?? _maxConflictRetries;
        using Activity? activity = ReferralsTelemetry.Source.StartActivity($"referrals {Operation.Update}");
        activity?.SetTag("partnercenter.operation", Operation.Update.Name);
        activity?.SetTag("partnercenter.correlation_id", options.CorrelationId);
        try
        {
            return await UpdateAsync(id, start, change, maxConflictRetries, activity, options, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            activity?.SetTag("error.type", CallTelemetry.ErrorTypeOf(failure));
            activity?.SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }

    private async Task<Referral> UpdateAsync(
        string id,
        Referral? start,
        Func<Referral, Referral> change,
        int maxConflictRetries,
        Activity? activity,
        ReferralCallOptions options,
        CancellationToken cancellationToken)
    {
        ReferralConflictException? lost = null;
        TimeSpan delay = TimeSpan.Zero;
        for (int conflicts = 0; ; conflicts++)
        {
            Referral current = await ReadAsync(id, conflicts == 0 ? start : null, delay, options, cancellationToken).ConfigureAwait(false);
            if (lost is not null && conflicts > maxConflictRetries)
            {
                throw new ReferralConflictException(lost, conflicts, current);
            }

            // Outside the try block, so that an exception of the function goes to the caller, even a conflict of a call of its own.
            Referral changed = change(current)
                ?? throw new ArgumentException("The function must return the changed referral, not null.", nameof(change));
            try
            {
                return await WriteAsync(current, changed, options, cancellationToken).ConfigureAwait(false);
            }
            catch (ReferralConflictException conflict)
            {
                lost = conflict;
                delay = GetDelay(conflicts);
                activity?.AddEvent(new ActivityEvent("conflict", _time.GetUtcNow()));
            }
        }
    }

    private async Task<Referral> ReadAsync(
        string id, Referral? start, TimeSpan delay, ReferralCallOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(delay, _time, cancellationToken).ConfigureAwait(false);
            return start ?? await requests.GetAsync(id, options, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException cancelled)
        {
            // Nothing has been written: this is the first read, or a conflict proved that the previous write was refused.
            throw new OperationCanceledException(
                $"The caller cancelled {Operation.Update}; it had no effect.", cancelled, cancelled.CancellationToken);
        }
    }

    private async Task<Referral> WriteAsync(
        Referral current, Referral changed, ReferralCallOptions options, CancellationToken cancellationToken)
    {
        IReadOnlyList<Difference> differences = Differences.Between(current, changed);
        ReferralRules.CheckUpdate(differences, options.ClientValidation ?? _validation);
        if (differences.Count == 0)
        {
            return current;
        }

        if (!Arguments.IsTag(current.ETag))
        {
            // With an empty If-Match, or with *, the write would look conditional without being so, and would be retried as one.
            throw new ReferralsException(
                "The service returned the referral without a valid ETag, so the update cannot detect changes by others; "
                    + "nothing was written. Call PatchUnconditionallyAsync to patch without that check.")
            {
                Operation = Operation.Update.Name,
                CorrelationId = options.CorrelationId,
            };
        }

        if (PatchBuilder.TryCreate(differences) is { } patch)
        {
            return await writes.PatchAsync(
                current.Id, current.ETag, current, patch, options, cancellationToken, stateProvesWrite: false).ConfigureAwait(false);
        }

        return await writes.ReplaceAsync(changed, options, cancellationToken, stateProvesWrite: false).ConfigureAwait(false);
    }

    private TimeSpan GetDelay(int conflicts) =>
        Backoff.Between(0, Backoff.Exponential(_retryDelay / FirstDelayDivisor, conflicts, MaxDelay));
}
