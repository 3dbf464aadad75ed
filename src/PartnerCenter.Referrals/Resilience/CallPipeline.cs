using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace PartnerCenter.Referrals;

/// <summary>
/// Runs a call within its total timeout, with retries, and with a timeout for each attempt. The pipeline wraps the whole attempt, including
/// the reading of the body. As a handler inside the HTTP stack it would let a body that stalls hang indefinitely (tested).
/// </summary>
/// <remarks>
/// One timeout serves both limits: an attempt has no more time than the call has left. The waits between two attempts end within that time,
/// because no wait is begun that would exceed it.
/// </remarks>
internal sealed class CallPipeline
{
    private static readonly ResiliencePropertyKey<ReferralCall> Key = new(ReferralCall.PropertyName);

    private static readonly TimeSpan CancellationGrace = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LeastTimeout = TimeSpan.FromMilliseconds(1);

    private readonly TimeSpan _attemptTimeout;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline _pipeline;
    private readonly CallTelemetry _telemetry;
    private readonly ThrottleGate _gate;

    public CallPipeline(TimeSpan attemptTimeout, TimeSpan retryDelay, TimeProvider time, CallTelemetry telemetry)
    {
        _attemptTimeout = attemptTimeout;
        _time = time;
        _telemetry = telemetry;
        _gate = new ThrottleGate(time, telemetry);
        RetryPolicy policy = new(retryDelay, time);
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = int.MaxValue, // The retry policy counts, because the limit can differ for each call.
                ShouldHandle = arguments => new(ShouldRetry(policy, arguments)),
                DelayGenerator = static arguments => new(CallOf(arguments.Context).NextDelay),
            })
            .AddStrategy(_ => new GateStrategy(_gate, CallOf))
            .AddTimeout(new TimeoutStrategyOptions { TimeoutGenerator = arguments => new(LimitOf(CallOf(arguments.Context))) })
            .Build();
    }

    /// <summary>Sends the request and reads the response, until an attempt succeeds or the retry policy ends the call.</summary>
    public async Task<Outcome<T>> ExecuteAsync<T>(
        ReferralCall call,
        Func<ReferralCall, CancellationToken, Task<HttpResponseMessage>> send,
        Func<HttpResponseMessage, ReferralCall, CancellationToken, ValueTask<Outcome<T>>> read)
    {
        call.Span = _telemetry.Begin(call);
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
            return Fail<T>(call, failure);
        }

        _telemetry.End(call, failure: null);
        return Outcome.FromResult((T)outcome.Result!);
    }

    /// <summary>Ends a call that failed before its first attempt.</summary>
    public Outcome<T> FailUnsent<T>(ReferralCall call, Exception failure)
    {
        call.Span = _telemetry.Begin(call);
        return Fail<T>(call, failure);
    }

    private Outcome<T> Fail<T>(ReferralCall call, Exception failure)
    {
        Exception explanation = FailureTranslator.ToException(failure, call) ?? failure;
        _telemetry.End(call, explanation);
        return Outcome.FromException<T>(explanation);
    }

    // The result is an object, like that of the retry strategy: for any other type, Polly adds two adapting layers.
    private async ValueTask<Outcome<object?>> AttemptAsync<T>(
        ReferralCall call,
        Func<ReferralCall, CancellationToken, Task<HttpResponseMessage>> send,
        Func<HttpResponseMessage, ReferralCall, CancellationToken, ValueTask<Outcome<T>>> read,
        CancellationToken cancellationToken)
    {
        if (TimeLeft(call) <= TimeSpan.Zero)
        {
            return Outcome.FromException<object?>(new TimeoutRejectedException());
        }

        call.BeginAttempt();
        Task<Outcome<object?>> exchange = ExchangeAsync(call, send, read, cancellationToken);
        Outcome<object?> outcome = exchange.IsCompletedSuccessfully
            ? exchange.Result
            : await LimitAsync(exchange, cancellationToken).ConfigureAwait(false);
        if (outcome.Exception is { } failure and not ReferralsAuthenticationException
            && call is { IsSent: true, StatusCode: null } && RetryPolicy.Classify(failure, call) == FailureKind.NothingSent)
        {
            call.TakeBackMessage();
        }

        _gate.Record(call, outcome.Exception);
        _telemetry.RecordAttempt(call, outcome.Exception);
        return outcome;
    }

    // Ends the attempt at its limit even if a handler ignores the cancellation. The exchange that is left behind disposes its response.
    private async Task<Outcome<object?>> LimitAsync(Task<Outcome<object?>> exchange, CancellationToken cancellationToken)
    {
        try
        {
            return await exchange.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
        }

        try
        {
            // A handler that obeys the cancellation ends at once, and may report that nothing was sent.
            return await exchange.WaitAsync(CancellationGrace, _time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return Outcome.FromException<object?>(new AbandonedAttemptException());
        }
    }

    private static async Task<Outcome<object?>> ExchangeAsync<T>(
        ReferralCall call,
        Func<ReferralCall, CancellationToken, Task<HttpResponseMessage>> send,
        Func<HttpResponseMessage, ReferralCall, CancellationToken, ValueTask<Outcome<T>>> read,
        CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage response = await send(call, cancellationToken).ConfigureAwait(false);
            call.RecordResponse(response);
            Outcome<T> result = await read(response, call, cancellationToken).ConfigureAwait(false);
            return result.Exception is { } refusal
                ? Outcome.FromException<object?>(refusal)
                : Outcome.FromResult<object?>(result.Result);
        }
        catch (Exception failure)
        {
            return Outcome.FromException<object?>(failure);
        }
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
        _telemetry.LogRetry(call, delay, failure);
        _telemetry.RecordWait(call, delay, RetryPolicy.GetRetryAfter(failure) is null ? "backoff" : "retry_after");
        return true;
    }

    private TimeSpan LimitOf(ReferralCall call)
    {
        TimeSpan left = TimeLeft(call);
        return left >= _attemptTimeout ? _attemptTimeout : left > LeastTimeout ? left : LeastTimeout;
    }

    private TimeSpan TimeLeft(ReferralCall call) => call.Timeout - _time.GetElapsedTime(call.Started);

    private static ReferralCall CallOf(ResilienceContext context) => context.Properties.GetValue(Key, null!);
}
