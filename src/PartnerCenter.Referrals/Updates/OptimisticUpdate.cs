using System.Diagnostics;
using Polly;

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
    private readonly TimeSpan _timeout = options.Timeout;
    private readonly TimeSpan _retryDelay = options.RetryDelay;
    private readonly int _maxConflictRetries = options.MaxConflictRetries;
    private readonly ClientValidation _validation = options.ClientValidation;
    private readonly string? _clientName = options.ClientName;

    /// <summary>Runs the update.</summary>
    /// <param name="id">The id of the referral.</param>
    /// <param name="start">The referral as the caller has read it; null to read it first.</param>
    /// <param name="change">Returns the changed referral.</param>
    /// <param name="options">The call's options.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<Outcome<Referral>> RunAsync(
        string id, Referral? start, Func<Referral, Referral> change, ReferralCallOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        OptionsValidation.Check(options);
        return TraceAsync(id, start, change, options, cancellationToken);
    }

    private async Task<Outcome<Referral>> TraceAsync(
        string id, Referral? start, Func<Referral, Referral> change, ReferralCallOptions? options, CancellationToken cancellationToken)
    {
        options = options.WithCorrelationId();
        int maxConflictRetries = options.MaxConflictRetries ?? _maxConflictRetries;
        Activity? activity = Spans.Start(Operation.Update.SpanName, ActivityKind.Internal);
        activity?.SetTag("partnercenter.operation", Operation.Update.Name);
        activity?.SetTag("partnercenter.correlation_id", options.CorrelationId);
        activity?.SetTag(ClientScope.Tag, _clientName);
        Exception? failure = null;
        try
        {
            Outcome<Referral> updated = await UpdateAsync(
                id, start, change, maxConflictRetries, activity, options, cancellationToken).ConfigureAwait(false);
            failure = updated.Exception;
            return updated;
        }
        catch (Exception thrown)
        {
            failure = thrown;
            throw;
        }
        finally
        {
            if (failure is not null)
            {
                activity?.SetTag("error.type", CallTelemetry.ErrorTypeOf(failure));
                activity?.SetStatus(ActivityStatusCode.Error);
            }

            Spans.Stop(activity);
        }
    }

    private async Task<Outcome<Referral>> UpdateAsync(
        string id,
        Referral? start,
        Func<Referral, Referral> change,
        int maxConflictRetries,
        Activity? activity,
        ReferralCallOptions options,
        CancellationToken cancellationToken)
    {
        // Without a read, nothing may have to be sent.
        if (start is null
            && await requests.SignInAsync(Operation.Update, options, cancellationToken).ConfigureAwait(false) is { } unsigned)
        {
            return Outcome.FromException<Referral>(unsigned);
        }

        Deadline deadline = new(_time, options.Timeout ?? _timeout);
        Outcome<Referral> current = start is null
            ? await ReadAsync(id, deadline, options, cancellationToken).ConfigureAwait(false)
            : Outcome.FromResult(start);
        for (int conflicts = 0; ; conflicts++)
        {
            if (current.Exception is not null)
            {
                return current;
            }

            if (cancellationToken.IsCancellationRequested)
            {
                return Outcome.FromException<Referral>(Cancelled(new OperationCanceledException(cancellationToken)));
            }

            // An exception of the function goes to the caller, even a conflict of a call of its own.
            Referral changed = change(current.Result!)
                ?? throw new ArgumentException("The function must return the changed referral, not null.", nameof(change));
            Outcome<Referral> written = await WriteAsync(
                current.Result!, changed, deadline.Apply(options), cancellationToken).ConfigureAwait(false);
            if (written.Exception is not ReferralConflictException conflict)
            {
                return written;
            }

            activity?.AddEvent(new ActivityEvent("conflict", _time.GetUtcNow()));
            TimeSpan delay = GetDelay(conflicts);
            if (conflicts >= maxConflictRetries || delay >= deadline.Left)
            {
                return await GiveUpAsync(id, conflict, conflicts + 1, options, cancellationToken).ConfigureAwait(false);
            }

            current = await ReadAgainAsync(id, delay, deadline, options, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Outcome<Referral>> GiveUpAsync(
        string id, ReferralConflictException conflict, int conflicts, ReferralCallOptions options, CancellationToken cancellationToken)
    {
        Outcome<Referral> current = await ReadAsync(
            id, new Deadline(_time, Deadline.FollowUp), options, cancellationToken).ConfigureAwait(false);
        return current.Exception switch
        {
            null => Outcome.FromException<Referral>(new ReferralConflictException(conflict, conflicts, current.Result!)),
            OperationCanceledException => current,
            // A read that fails does not replace the conflict.
            _ => Outcome.FromException<Referral>(conflict),
        };
    }

    private async Task<Outcome<Referral>> ReadAgainAsync(
        string id, TimeSpan delay, Deadline deadline, ReferralCallOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(delay, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException cancelled)
        {
            return Outcome.FromException<Referral>(Cancelled(cancelled));
        }

        return await ReadAsync(id, deadline, options, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Outcome<Referral>> ReadAsync(
        string id, Deadline deadline, ReferralCallOptions options, CancellationToken cancellationToken)
    {
        Outcome<Referral> read = await requests.GetAsync(id, deadline.Apply(options), cancellationToken).ConfigureAwait(false);
        return read.Exception is OperationCanceledException cancelled
            ? Outcome.FromException<Referral>(Cancelled(cancelled))
            : read;
    }

    // Nothing has been written: this is the first read, or a conflict proved that the previous write was refused.
    private static OperationCanceledException Cancelled(OperationCanceledException cause) =>
        new($"The caller cancelled {Operation.Update}; it had no effect.", cause, cause.CancellationToken);

    private async Task<Outcome<Referral>> WriteAsync(
        Referral current, Referral changed, ReferralCallOptions options, CancellationToken cancellationToken)
    {
        IReadOnlyList<Difference> differences = Differences.Between(current, changed);
        ReferralRules.CheckUpdate(current, changed, differences, options.ClientValidation ?? _validation);
        if (differences.Count == 0)
        {
            return Outcome.FromResult(current);
        }

        if (!Arguments.IsTag(current.ETag))
        {
            // With an empty If-Match, or with *, the write would look conditional without being so, and would be retried as one.
            return Outcome.FromException<Referral>(new ReferralsException(
                "The service returned the referral without a valid ETag, so the update cannot detect changes by others; "
                    + "nothing was written. Call PatchUnconditionallyAsync to patch without that check.")
            {
                Operation = Operation.Update.Name,
                CorrelationId = options.CorrelationId,
            });
        }

        return await writes.UpdateAsync(
            current, changed, PatchBuilder.TryCreate(differences), options, cancellationToken).ConfigureAwait(false);
    }

    private TimeSpan GetDelay(int conflicts) =>
        Backoff.Between(0, Backoff.Exponential(_retryDelay / FirstDelayDivisor, conflicts, MaxDelay));
}
