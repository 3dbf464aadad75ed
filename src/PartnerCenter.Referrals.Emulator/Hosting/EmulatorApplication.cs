using System.Diagnostics;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Handles the requests that Kestrel receives. It reads each request, lets the part of the emulator that it names respond unless a fault
/// applies, records the request with the response's status, and sends the response after the configured delay.
/// </summary>
internal sealed class EmulatorApplication(
    ApiGateway api,
    EntraService entra,
    WebhookService webhooks,
    ControlService control,
    FaultPlan faults,
    RequestLog log,
    TimeProvider clock,
    TimeSpan responseDelay,
    CancellationToken stopping)
    : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
        // A request holds no resources.
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        long start = Stopwatch.GetTimestamp();
        DateTimeOffset receivedAt = clock.GetUtcNow();
        if (ControlService.Serves(context.Request.Path.Value ?? ""))
        {
            // What watches and steers the emulator is not recorded, and no fault applies to it.
            EmulatedRequest own = await EmulatedRequest.ReadAsync(context.Request).ConfigureAwait(false);
            await SendAsync(control.Handle(own), context.Response).ConfigureAwait(false);
            return;
        }

        long sequence = log.NextSequence();
        EmulatedRequest request = await EmulatedRequest.ReadAsync(context.Request).ConfigureAwait(false);
        RecordedRequestKind kind = WebhookService.KindOf(request.Path) ?? EntraService.KindOf(request.Path);
        if (OperationOf(kind, request) is not { } operation || faults.Take(operation) is not { } fault)
        {
            EmulatedResponse response = Handle(kind, request);
            Record(response, null);
            await DelayAsync().ConfigureAwait(false);
            await SendAsync(response, context.Response).ConfigureAwait(false);
            return;
        }

        var wire = new FaultySender(context, clock, stopping);
        if (fault.FaultDelivery is { EndsFirst: true })
        {
            wire.Reset();
        }

        EmulatedResponse? faulty = fault.CreateResponse(new FaultContext
        {
            Normal = fault.IsHandled ? Handle(kind, request) : null,
            Now = clock.GetUtcNow(),
            Claims = faults.Claims,
            AddServiceHeaders = kind == RecordedRequestKind.Referrals ? response => api.AddHeaders(response, request) : null,
            CreateEmptyPage = operation == EmulatedOperation.List ? () => api.CreateEmptyPage(request) : null,
        });
        RecordedRequest recorded = Record(faulty, fault);
        await DelayAsync().ConfigureAwait(false);
        if (fault.FaultDelivery is { } delivery)
        {
            await wire.DeliverAsync(delivery, faulty, () => faults.Report(operation, recorded)).ConfigureAwait(false);
            return;
        }

        faults.Report(operation, recorded);
        await SendAsync(faulty!, context.Response).ConfigureAwait(false);

        Task DelayAsync() => kind == RecordedRequestKind.Referrals && responseDelay > TimeSpan.Zero
            ? Task.Delay(responseDelay, clock, context.RequestAborted)
            : Task.CompletedTask;

        RecordedRequest Record(EmulatedResponse? response, Fault? fault)
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
                StatusCode = response?.StatusCode ?? 0,
                Fault = fault,
                ReceivedAt = receivedAt,
                Duration = Stopwatch.GetElapsedTime(start),
            };
            log.Add(sequence, record);
            return record;
        }
    }

    private static EmulatedOperation? OperationOf(RecordedRequestKind kind, EmulatedRequest request) => kind switch
    {
        RecordedRequestKind.Referrals => ReferralsApi.OperationOf(request),
        RecordedRequestKind.Token when request.Method == "POST" => EmulatedOperation.Token,
        _ => null,
    };

    private static async Task SendAsync(EmulatedResponse response, HttpResponse target)
    {
        target.StatusCode = response.StatusCode;
        foreach ((string name, string value) in response.Headers)
        {
            target.Headers[name] = value;
        }

        if (response.StatusCode == StatusCodes.Status204NoContent)
        {
            // HTTP allows neither a body nor a length here, and Kestrel would abort the connection.
            return;
        }

        target.ContentLength = response.Body.Length;
        await target.Body.WriteAsync(response.Body, target.HttpContext.RequestAborted).ConfigureAwait(false);
    }

    private EmulatedResponse Handle(RecordedRequestKind kind, EmulatedRequest request) => kind switch
    {
        RecordedRequestKind.Referrals => api.Handle(request),
        RecordedRequestKind.Webhooks or RecordedRequestKind.Certificates => webhooks.Handle(request),
        _ => entra.Handle(request),
    };
}
