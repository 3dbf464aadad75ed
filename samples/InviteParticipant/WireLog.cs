using System.Collections.Concurrent;
using System.Diagnostics;

namespace InviteParticipant;

/// <summary>Notes each request that goes over the wire: method, path, status and time, nothing of its content.</summary>
internal sealed class WireLog
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    public DelegatingHandler NewHandler() => new NotingHandler(_lines);

    public DelegatingHandler NewHandler(HttpMessageHandler inner) => new NotingHandler(_lines) { InnerHandler = inner };

    private sealed class NotingHandler(ConcurrentQueue<string> lines) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            long started = Stopwatch.GetTimestamp();
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            double milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            lines.Enqueue($"{request.Method.Method,-5} {(int)response.StatusCode} {milliseconds,6:0.0} ms  "
                + $"{request.RequestUri!.AbsolutePath}");
            return response;
        }
    }
}
