using System.Diagnostics;

namespace PartnerCenter.Referrals;

/// <summary>Reads a referral, lets the caller change it, and writes what has changed; from the start again when somebody else was faster.</summary>
internal sealed class OptimisticUpdate(ReferralRequests requests, ConditionalWrites writes, ReferralsClientOptions options)
{
    // Who has lost once should soon try again; who loses often meets many others, and waits the longer for each time.
    private const int FirstWaitShare = 16;

    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _time = options.TimeProvider;
    private readonly TimeSpan _retryDelay = options.RetryDelay;
    private readonly int _maxConflictRetries = options.MaxConflictRetries;
    private readonly ClientValidation _rules = options.ClientValidation;

    public async Task<Referral> RunAsync(string id, Func<Referral, Referral> change, ReferralCallOptions? options, CancellationToken cancellationToken)
    {
        options = (options ?? new()) with { CorrelationId = options?.CorrelationId ?? CallId.New() };
        int maxConflictRetries = options.MaxConflictRetries ?? _maxConflictRetries;
        using Activity? activity = ReferralsTelemetry.Source.StartActivity($"referrals {OperationName.Update}");
        activity?.SetTag("partnercenter.operation", OperationName.Update);
        activity?.SetTag("partnercenter.correlation_id", options.CorrelationId);
        try
        {
            return await RunAsync(id, change, maxConflictRetries, activity, options, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            activity?.SetTag("error.type", CallTelemetry.PublicErrorType(failure));
            activity?.SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }

    private async Task<Referral> RunAsync(
        string id, Func<Referral, Referral> change, int maxConflictRetries, Activity? activity, ReferralCallOptions options, CancellationToken cancellationToken)
    {
        ReferralConflictException? lost = null;
        TimeSpan wait = TimeSpan.Zero;
        for (int conflicts = 0; ; conflicts++)
        {
            Referral current = await ReadAsync(id, wait, options, cancellationToken).ConfigureAwait(false);
            if (lost is not null && conflicts > maxConflictRetries)
            {
                throw new ReferralConflictException(lost, conflicts, current);
            }

            // Not within the try: what the function throws goes to the caller, a conflict of its own calls too.
            Referral changed = change(current) ?? throw new ArgumentException("The function must return the changed referral, not null.", nameof(change));
            try
            {
                return await WriteAsync(current, changed, options, cancellationToken).ConfigureAwait(false);
            }
            catch (ReferralConflictException conflict)
            {
                lost = conflict;
                wait = Wait(conflicts);
                activity?.AddEvent(new ActivityEvent("conflict", _time.GetUtcNow()));
            }
        }
    }

    private async Task<Referral> ReadAsync(string id, TimeSpan wait, ReferralCallOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(false);
            return await requests.GetAsync(id, options, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException cancelled)
        {
            // Nothing was written yet, or a conflict has proved that nothing was.
            throw new OperationCanceledException($"The caller cancelled {OperationName.Update}; it had no effect.", cancelled, cancelled.CancellationToken);
        }
    }

    private async Task<Referral> WriteAsync(Referral current, Referral changed, ReferralCallOptions options, CancellationToken cancellationToken)
    {
        IReadOnlyList<Difference> differences = Differences.Between(current, changed);
        ReferralRules.CheckUpdate(differences, options.ClientValidation ?? _rules);
        if (differences.Count == 0)
        {
            return current;
        }

        if (current.ETag.Length == 0)
        {
            // An empty If-Match would let the write pass for guarded, and be repeated as one.
            throw new ReferralsException(
                "The service gave no ETag with the referral, so that an update cannot see whether others have changed it; nothing was written. "
                    + "PatchAsync by id, without an ETag, changes whatever is there.")
            {
                Operation = OperationName.Update,
                CorrelationId = options.CorrelationId,
            };
        }

        if (PatchBuilder.TryCreate(differences) is { } patch)
        {
            return await writes.PatchAsync(current.Id, current.ETag, current, patch, options, cancellationToken, stateProvesWrite: false).ConfigureAwait(false);
        }

        ReferralRules.CheckReplacement(changed);
        return await writes.ReplaceAsync(changed, options, cancellationToken, stateProvesWrite: false).ConfigureAwait(false);
    }

    private TimeSpan Wait(int conflicts)
    {
        double most = Math.Min(_retryDelay.TotalSeconds / FirstWaitShare * Math.Pow(2, Math.Min(conflicts, 30)), MaxWait.TotalSeconds);
        return TimeSpan.FromSeconds(most * Random.Shared.NextDouble());
    }
}
