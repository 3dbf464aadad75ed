using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace PartnerCenter.Referrals.Tests;

/// <summary>A service whose token, response, body parts and waits all take time.</summary>
internal sealed class SlowService(WatchedCaller caller) : HttpMessageHandler
{
    private readonly Queue<(HttpStatusCode Status, string? Body)> _answers = new();
    private ReferralsClient? _client;
    private int _tokens;

    public ReferralsCredential? Credential { get; init; }

    public int AnswersLeft => _answers.Count;

    public ReferralsClient Client => _client ??= ReferralsClient.Create(
        new ReferralsClientOptions
        {
            Credential = Credential ?? ReferralsCredential.FromTokenProvider(TokenAsync),
            TimeProvider = new SlowTime(caller),
        },
        this);

    public void Script((HttpStatusCode Status, string? Body)[] answers) => Array.ForEach(answers, _answers.Enqueue);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await caller.AWhile().ConfigureAwait(false);
        (HttpStatusCode status, string? body) = _answers.Dequeue();
        return MockedService.Response(
            status,
            new SlowContent(caller, Encoding.UTF8.GetBytes(body ?? "")),
            status switch
            {
                HttpStatusCode.TooManyRequests => [("Retry-After", "5")],
                HttpStatusCode.Unauthorized => [("WWW-Authenticate", "Bearer error=\"insufficient_claims\", claims=\"e30=\"")],
                _ => [],
            });
    }

    protected override void Dispose(bool disposing)
    {
        _client?.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<ReferralsAccessToken> TokenAsync(ReferralsTokenRequest request, CancellationToken cancellationToken)
    {
        await caller.AWhile().ConfigureAwait(false);
        return new ReferralsAccessToken($"token-{++_tokens}", DateTimeOffset.MaxValue);
    }

    private sealed class SlowTime(WatchedCaller caller) : FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            ITimer timer = base.CreateTimer(callback, state, dueTime, period);
            // Longer timers are timeouts.
            if (dueTime > TimeSpan.Zero && dueTime < TimeSpan.FromSeconds(10))
            {
                caller.Later(() => Advance(dueTime));
            }

            return timer;
        }
    }

    private sealed class SlowContent(WatchedCaller caller, byte[] bytes) : HttpContent
    {
        protected override async Task<Stream> CreateContentReadStreamAsync()
        {
            await caller.AWhile().ConfigureAwait(false);
            return new SlowBody(caller, bytes);
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            throw new NotSupportedException("It is read as a stream.");

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    private sealed class SlowBody(WatchedCaller caller, byte[] bytes) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await caller.AWhile().ConfigureAwait(false);
            return Read(buffer.Span[..Math.Min(buffer.Length, 1_000)]);
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }
}
