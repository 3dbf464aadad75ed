using System.Diagnostics;

namespace PartnerCenter.Referrals;

/// <summary>
/// Lets the caller change a referral and writes what has changed; after a conflict it reads the referral and applies the change again.
/// </summary>
internal sealed class OptimisticUpdate(ReferralRequests requests, ConditionalWrites writes, ReferralsClientOptions options)
{
    // The first retry comes soon. A caller that meets many others waits up to twice as long each time.
    private const int FirstDelayDivisor = 16;

    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _time = options.TimeProvider;
    private readonly TimeSpan _retryDelay = options.RetryDelay;
    private readonly int _maxConflictRetries = options.MaxConflictRetries;
    private readonly ClientValidation _validation = options.ClientValidation;

    /// <param name="id">The referral's id.</param>
    /// <param name="start">The referral as it was read before; null to read it first.</param>
    /// <param name="change">Returns the changed referral.</param>
    /// <param name="options">The call's options.</param>
    /// <param name="cancellationToken">Ends the call.</param>
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

            // Outside of the try: an exception of the function goes to the caller, a conflict of its own calls included.
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
            // Nothing was written yet, or a conflict has proved that nothing was.
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

        if (current.ETag.Length == 0)
        {
            // With an empty If-Match the write would look conditional, and would be retried as one.
            throw new ReferralsException(
                "The service gave no ETag with the referral, so that an update cannot see whether others have changed it; "
                    + "nothing was written. PatchUnconditionallyAsync changes whatever is there.")
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
