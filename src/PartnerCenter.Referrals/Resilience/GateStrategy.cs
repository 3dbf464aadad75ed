using Polly;

namespace PartnerCenter.Referrals;

/// <summary>
/// Waits at the throttle gate before each attempt. The strategy runs between the retry and the attempt timeout, so that the wait counts
/// against the call's timeout and not against the attempt's. Calls that determine the outcome of a write pass: they have no time to wait.
/// </summary>
internal sealed class GateStrategy(ThrottleGate gate, Func<ResilienceContext, ReferralCall> callOf) : ResilienceStrategy
{
    protected override ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state) =>
        gate.IsOpen || callOf(context).IsFollowUp ? callback(context, state) : WaitAsync(callback, context, state);

    private async ValueTask<Outcome<TResult>> WaitAsync<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        ReferralCall call = callOf(context);
        try
        {
            await gate.WaitAsync(call, context.CancellationToken).ConfigureAwait(context.ContinueOnCapturedContext);
        }
        catch (Exception ended) when (ended is ThrottleGateClosedException or OperationCanceledException)
        {
            return Outcome.FromException<TResult>(ended);
        }

        try
        {
            return await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
        }
        finally
        {
            gate.Release(call);
        }
    }
}
