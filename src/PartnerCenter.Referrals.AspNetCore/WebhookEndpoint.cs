using System.Buffers;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PartnerCenter.Referrals;

/// <summary>Answers the requests of Partner Center: verifies an event, queues it, and responds before it is handled.</summary>
internal sealed class WebhookEndpoint(ReferralWebhookVerifier verifier, WebhookQueue queue, WebhookMetrics metrics, ILoggerFactory loggers)
{
    /// <summary>Specifies how much of a body is read, in bytes. The events have some 200.</summary>
    public const int MaxBodySize = 64 * 1024;

    private readonly GuardedLogger _logger = new(loggers.CreateLogger(ReferralsTelemetry.Name));

    // No answer has a body: a sender that is not Partner Center learns nothing from it.
    public async Task InvokeAsync(HttpContext context)
    {
        context.Response.StatusCode = await AnswerAsync(context.Request, context.RequestAborted).ConfigureAwait(false);
    }

    private async Task<int> AnswerAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            if (await ReadAsync(request, cancellationToken).ConfigureAwait(false) is not { } body)
            {
                metrics.Count("too_large");
                Log.TooLarge(_logger);
                return StatusCodes.Status413PayloadTooLarge;
            }

            return Enqueue(await verifier.VerifyAsync(body, HeadersOf(request), cancellationToken).ConfigureAwait(false));
        }
        catch (ReferralWebhookException refusal)
        {
            metrics.Count(refusal.IsTransient ? "not_verified" : "refused", check: refusal.FailedCheck);
            Log.Refused(_logger, refusal.FailedCheck, (int)refusal.ResponseStatusCode);
            return (int)refusal.ResponseStatusCode;
        }
        catch (ObjectDisposedException)
        {
            // The host stops while requests are still running.
            metrics.Count("not_verified");
            Log.Stopping(_logger);
            return StatusCodes.Status503ServiceUnavailable;
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            // The sender has gone, or its body is no valid HTTP: nobody may read the answer.
            metrics.Count("aborted");
            Log.Aborted(_logger, failure.GetType().Name);
            return (failure as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest;
        }
    }

    // Null if the body is too large. A copy, because many requests may wait for one certificate, and the buffer is much larger than an
    // event.
    private static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxBodySize)
        {
            return null;
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent(MaxBodySize + 1);
        try
        {
            int length = await request.Body.ReadAtLeastAsync(
                buffer.AsMemory(0, MaxBodySize + 1), MaxBodySize + 1, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return length > MaxBodySize ? null : buffer[..length];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private int Enqueue(ReferralWebhookEvent verified)
    {
        switch (queue.TryAdd(new QueuedEvent(verified, Activity.Current?.Context ?? default)))
        {
            case EnqueueResult.Queued:
                metrics.Count("accepted", verified);
                Log.Accepted(_logger, verified.Name, verified.ReferralId);
                return StatusCodes.Status200OK;
            case EnqueueResult.Duplicate:
                metrics.Count("duplicate", verified);
                Log.Duplicate(_logger, verified.Name, verified.ReferralId);
                return StatusCodes.Status200OK;
            default:
                metrics.Count("queue_full", verified);
                Log.QueueFull(_logger, verified.Name, verified.ReferralId);
                return StatusCodes.Status503ServiceUnavailable;
        }
    }

    private static IEnumerable<KeyValuePair<string, IEnumerable<string>>> HeadersOf(HttpRequest request) =>
        request.Headers.Select(header => KeyValuePair.Create<string, IEnumerable<string>>(header.Key, header.Value.OfType<string>()));
}
