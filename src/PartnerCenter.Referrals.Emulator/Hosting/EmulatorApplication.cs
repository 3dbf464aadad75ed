using System.Diagnostics;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>What Kestrel calls for each request: reads it, lets Entra or the API answer, records both, and sends the answer, late if asked to.</summary>
internal sealed class EmulatorApplication(ApiGateway api, EntraService entra, RequestLog log, TimeProvider clock, TimeSpan answerDelay)
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
        Answer answer = kind == RecordedRequestKind.Referrals ? api.Answer(request) : entra.Answer(request);

        log.Add(arrival, new RecordedRequest
        {
            Kind = kind,
            Method = request.Method,
            Path = request.RawPath,
            Query = request.Query,
            Headers = request.Headers,
            Body = request.BodyText,
            ContentLength = request.ContentLength,
            StatusCode = answer.StatusCode,
            ReceivedAt = receivedAt,
            Duration = Stopwatch.GetElapsedTime(start),
        });

        if (kind == RecordedRequestKind.Referrals && answerDelay > TimeSpan.Zero)
        {
            await Task.Delay(answerDelay, clock, context.RequestAborted).ConfigureAwait(false);
        }

        await SendAsync(answer, context.Response).ConfigureAwait(false);
    }

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
}
