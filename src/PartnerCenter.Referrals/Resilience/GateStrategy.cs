using Polly;

namespace PartnerCenter.Referrals;

/// <summary>
/// Stands between the repetition and the attempt's time limit: the wait at the gate belongs to the call's time, not to the attempt's.
/// </summary>
internal sealed class GateStrategy(ThrottleGate gate, Func<ResilienceContext, ReferralCall> callOf) : ResilienceStrategy
{
    protected override ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state) =>
        gate.IsOpen ? callback(context, state) : WaitAsync(callback, context, state);

    private async ValueTask<Outcome<TResult>> WaitAsync<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        try
        {
            await gate.WaitAsync(callOf(context), context.CancellationToken).ConfigureAwait(context.ContinueOnCapturedContext);
        }
        catch (Exception heldBack) when (heldBack is ThrottleGateClosedException or OperationCanceledException)
        {
            return Outcome.FromException<TResult>(heldBack);
        }

        return await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
    }
}
