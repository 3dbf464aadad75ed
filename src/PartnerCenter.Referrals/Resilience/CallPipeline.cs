using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace PartnerCenter.Referrals;

/// <summary>
/// Runs a call: total time limit, repetition, time limit of the attempt. Stands around the whole attempt with the reading of the body;
/// inside the HTTP stack a body that stalls would hang for ever (tried).
/// </summary>
internal sealed class CallPipeline
{
    private static readonly ResiliencePropertyKey<ReferralCall> Key = new(ReferralCall.PropertyName);

    private readonly ResiliencePipeline _pipeline;

    public CallPipeline(TimeSpan attemptTimeout, TimeSpan retryDelay, TimeProvider time)
    {
        RepeatPolicy policy = new(retryDelay, time);
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddTimeout(new TimeoutStrategyOptions
            {
                TimeoutGenerator = static arguments => new(CallOf(arguments.Context).Timeout),
            })
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = int.MaxValue, // The policy counts: the limit can differ for each call.
                ShouldHandle = arguments => new(ShouldRepeat(policy, arguments)),
                DelayGenerator = static arguments => new(CallOf(arguments.Context).NextDelay),
            })
            .AddTimeout(attemptTimeout)
            .Build();
    }

    /// <summary>Attempts until one succeeds or the policy ends it.</summary>
    /// <exception cref="ReferralsException">The call failed.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<T> ExecuteAsync<T>(ReferralCall call, Func<ReferralCall, CancellationToken, Task<T>> attempt)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(call.CallerCancellation);
        context.Properties.Set(Key, call);
        try
        {
            return await _pipeline.ExecuteAsync(
                static async (context, attempt) =>
                {
                    ReferralCall call = CallOf(context);
                    call.BeginAttempt();
                    return await attempt(call, context.CancellationToken).ConfigureAwait(context.ContinueOnCapturedContext);
                },
                context,
                attempt).ConfigureAwait(false);
        }
        catch (Exception failure) when (CallFailure.Explain(failure, call) is { } explanation)
        {
            throw explanation;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static bool ShouldRepeat(RepeatPolicy policy, RetryPredicateArguments<object> arguments)
    {
        ReferralCall call = CallOf(arguments.Context);
        if (arguments.Outcome.Exception is not { } failure
            || arguments.Context.CancellationToken.IsCancellationRequested
            || !policy.TryGetDelay(call, failure, out TimeSpan delay))
        {
            return false;
        }

        if (RepeatPolicy.LeavesOpen(failure, call))
        {
            call.EndedUnclear();
        }
        else
        {
            call.EndedWithoutEffect();
        }

        call.NextDelay = delay;
        return true;
    }

    private static ReferralCall CallOf(ResilienceContext context) => context.Properties.GetValue(Key, null!);
}
