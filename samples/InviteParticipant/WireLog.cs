using System.Collections.Concurrent;
using System.Diagnostics;

namespace InviteParticipant;

/// <summary>Records the method, path, status and time of each request that is sent, and nothing of its content.</summary>
internal sealed class WireLog
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    public DelegatingHandler NewHandler() => new RecordingHandler(_lines);

    public DelegatingHandler NewHandler(HttpMessageHandler inner) => new RecordingHandler(_lines) { InnerHandler = inner };

    private sealed class RecordingHandler(ConcurrentQueue<string> lines) : DelegatingHandler
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
