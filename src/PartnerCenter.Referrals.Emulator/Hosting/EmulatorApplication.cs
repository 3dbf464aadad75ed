using System.Diagnostics;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// What Kestrel calls for each request: reads it, lets Entra or the API answer unless a fault befalls it, records both, and sends the
/// answer, late if asked to.
/// </summary>
internal sealed class EmulatorApplication(
    ApiGateway api, EntraService entra, FaultPlan faults, RequestLog log, TimeProvider clock, TimeSpan answerDelay, CancellationToken stopping)
    : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
        // Nothing is held for a request.
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        long arrival = log.Arrive();
        long start = Stopwatch.GetTimestamp();
        DateTimeOffset receivedAt = clock.GetUtcNow();
        ReceivedRequest request = await ReceivedRequest.ReadAsync(context.Request).ConfigureAwait(false);
        RecordedRequestKind kind = EntraService.KindOf(request.Path);
        if (OperationOf(kind, request) is not { } operation || faults.Take(operation) is not { } fault)
        {
            Answer answer = Handle(kind, request);
            Record(answer, null);
            await HoldBackAsync().ConfigureAwait(false);
            await SendAsync(answer, context.Response).ConfigureAwait(false);
            return;
        }

        var wire = new FaultyDelivery(context, clock, stopping);
        if (fault.Delivery is { EndsFirst: true })
        {
            wire.Reset();
        }

        Answer? faulty = fault.AnswerOn(new FaultStage
        {
            Usual = fault.Acts ? Handle(kind, request) : null,
            Now = clock.GetUtcNow(),
            Claims = faults.Claims,
            Stamp = kind == RecordedRequestKind.Referrals ? answer => api.Stamp(answer, request) : null,
        });
        RecordedRequest recorded = Record(faulty, fault);
        await HoldBackAsync().ConfigureAwait(false);
        if (fault.Delivery is { } delivery)
        {
            await wire.DeliverAsync(delivery, faulty, () => faults.Tell(operation, recorded)).ConfigureAwait(false);
            return;
        }

        faults.Tell(operation, recorded);
        await SendAsync(faulty!, context.Response).ConfigureAwait(false);

        Task HoldBackAsync() => kind == RecordedRequestKind.Referrals && answerDelay > TimeSpan.Zero
            ? Task.Delay(answerDelay, clock, context.RequestAborted)
            : Task.CompletedTask;

        RecordedRequest Record(Answer? answer, Fault? fault)
        {
            var record = new RecordedRequest
            {
                Kind = kind,
                Method = request.Method,
                Path = request.RawPath,
                Query = request.Query,
                Headers = request.Headers,
                Body = request.BodyText,
                ContentLength = request.ContentLength,
                StatusCode = answer?.StatusCode ?? 0,
                Fault = fault,
                ReceivedAt = receivedAt,
                Duration = Stopwatch.GetElapsedTime(start),
            };
            log.Add(arrival, record);
            return record;
        }
    }

    private static EmulatedOperation? OperationOf(RecordedRequestKind kind, ReceivedRequest request) => kind switch
    {
        RecordedRequestKind.Referrals => ReferralsApi.OperationOf(request),
        RecordedRequestKind.Token when request.Method == "POST" => EmulatedOperation.Token,
        _ => null,
    };

    private static async Task SendAsync(Answer answer, HttpResponse response)
    {
        response.StatusCode = answer.StatusCode;
        foreach ((string name, string value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        if (answer.StatusCode == StatusCodes.Status204NoContent)
        {
            // HTTP allows it neither a body nor a length: Kestrel would cut the connection.
            return;
        }

        response.ContentLength = answer.Body.Length;
        await response.Body.WriteAsync(answer.Body, response.HttpContext.RequestAborted).ConfigureAwait(false);
    }

    private Answer Handle(RecordedRequestKind kind, ReceivedRequest request) =>
        kind == RecordedRequestKind.Referrals ? api.Answer(request) : entra.Answer(request);
}
