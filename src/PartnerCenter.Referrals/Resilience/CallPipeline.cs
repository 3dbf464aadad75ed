using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Runtime.ExceptionServices;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace PartnerCenter.Referrals;

/// <summary>
/// Runs a call within its total timeout, with retries, and with a timeout for each attempt. The pipeline wraps the whole attempt, including
/// the reading of the body. As a handler inside the HTTP stack it would let a body that stalls hang indefinitely (tested).
/// </summary>
internal sealed class CallPipeline
{
    private static readonly ResiliencePropertyKey<ReferralCall> Key = new(ReferralCall.PropertyName);

    private readonly ResiliencePipeline _pipeline;
    private readonly CallTelemetry _telemetry;
    private readonly ThrottleGate _gate;

    public CallPipeline(TimeSpan attemptTimeout, TimeSpan retryDelay, TimeProvider time, CallTelemetry telemetry)
    {
        _telemetry = telemetry;
        _gate = new ThrottleGate(time, telemetry);
        RetryPolicy policy = new(retryDelay, time);
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddTimeout(new TimeoutStrategyOptions
            {
                TimeoutGenerator = static arguments => new(CallOf(arguments.Context).Timeout),
            })
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = int.MaxValue, // The retry policy counts, because the limit can differ for each call.
                ShouldHandle = arguments => new(ShouldRetry(policy, arguments)),
                DelayGenerator = static arguments => new(CallOf(arguments.Context).NextDelay),
            })
            .AddStrategy(_ => new GateStrategy(_gate, CallOf))
            .AddTimeout(attemptTimeout)
            .Build();
    }

    /// <summary>Sends the request and reads the response, until an attempt succeeds or the retry policy ends the call.</summary>
    /// <exception cref="ReferralsException">The call failed.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<T> ExecuteAsync<T>(
        ReferralCall call,
        Func<ReferralCall, CancellationToken, Task<HttpResponseMessage>> send,
        Func<HttpResponseMessage, ReferralCall, CancellationToken, ValueTask<T>> read)
    {
        using Activity? span = _telemetry.Begin(call);
        call.Span = span;
        ResilienceContext context = ResilienceContextPool.Shared.Get(call.CallerCancellation);
        context.Properties.Set(Key, call);
        Outcome<object?> outcome;
        try
        {
            // Failures are returned as outcomes, because throwing them from layer to layer costs more than the layers do.
            outcome = await _pipeline.ExecuteOutcomeAsync(
                static (context, state) => state.Pipeline.AttemptAsync(CallOf(context), state.Send, state.Read, context.CancellationToken),
                context,
                (Pipeline: this, Send: send, Read: read)).ConfigureAwait(false);
        }
        catch (Exception thrown)
        {
            outcome = Outcome.FromException<object?>(thrown);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }

        if (outcome.Exception is { } failure)
        {
            Fail(call, failure);
        }

        // Telemetry is recorded outside the try block, so that a listener that throws is not mistaken for a failure of the call.
        _telemetry.End(call, failure: null);
        return (T)outcome.Result!;
    }

    /// <summary>Ends a call that failed before its first attempt.</summary>
    /// <exception cref="ReferralsException">The call failed.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    [DoesNotReturn]
    public void FailUnsent(ReferralCall call, Exception failure)
    {
        using Activity? span = _telemetry.Begin(call);
        call.Span = span;
        Fail(call, failure);
    }

    [DoesNotReturn]
    private void Fail(ReferralCall call, Exception failure)
    {
        Exception explanation = FailureTranslator.ToException(failure, call) ?? failure;
        _telemetry.End(call, explanation);
        ExceptionDispatchInfo.Throw(explanation);
    }

    // The result is an object, like that of the retry strategy: for any other type, Polly adds two adapting layers.
    private async ValueTask<Outcome<object?>> AttemptAsync<T>(
        ReferralCall call,
        Func<ReferralCall, CancellationToken, Task<HttpResponseMessage>> send,
        Func<HttpResponseMessage, ReferralCall, CancellationToken, ValueTask<T>> read,
        CancellationToken cancellationToken)
    {
        call.BeginAttempt();
        Outcome<object?> outcome;
        try
        {
            using HttpResponseMessage response = await send(call, cancellationToken).ConfigureAwait(false);
            call.RecordResponse(response);
            outcome = Outcome.FromResult<object?>(await read(response, call, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception failure)
        {
            // Without a token no call can be sent, so Entra's Retry-After applies to all calls too.
            if (failure is FailedResponseException { StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable }
                    or ReferralsAuthenticationException { IsTransient: true }
                && RetryPolicy.GetRetryAfter(failure) is { } retryAfter)
            {
                _gate.CloseFor(retryAfter);
            }

            outcome = Outcome.FromException<object?>(failure);
        }

        _telemetry.RecordAttempt(call, outcome.Exception);
        return outcome;
    }

    private bool ShouldRetry(RetryPolicy policy, RetryPredicateArguments<object> arguments)
    {
        ReferralCall call = CallOf(arguments.Context);
        if (arguments.Outcome.Exception is not { } failure
            || arguments.Context.CancellationToken.IsCancellationRequested
            || !policy.TryGetDelay(call, failure, out TimeSpan delay))
        {
            return false;
        }

        if (RetryPolicy.LeavesOutcomeUncertain(failure, call))
        {
            call.MarkOutcomeUncertain();
        }
        else
        {
            call.MarkWithoutEffect();
        }

        call.NextDelay = delay;
        _telemetry.RecordWait(call, delay, RetryPolicy.GetRetryAfter(failure) is null ? "backoff" : "retry_after", failure);
        return true;
    }

    private static ReferralCall CallOf(ResilienceContext context) => context.Properties.GetValue(Key, null!);
}
