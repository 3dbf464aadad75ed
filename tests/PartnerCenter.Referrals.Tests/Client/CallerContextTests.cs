using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Nothing in the client goes back to the caller's synchronization context: a user interface that waits for a call, against all advice, by blocking its thread
/// would otherwise wait for ever.
/// </summary>
public sealed class CallerContextTests : IDisposable
{
    private static readonly (HttpStatusCode Status, string? Body) Found = (HttpStatusCode.OK, ReferralJson.Full);
    private static readonly (HttpStatusCode Status, string? Body) NoContent = (HttpStatusCode.NoContent, null);
    private static readonly (HttpStatusCode Status, string? Body) Empty = (HttpStatusCode.OK, """{ "value": [] }""");
    private static readonly (HttpStatusCode Status, string? Body) First = (HttpStatusCode.OK, ReferralJson.Page([ReferralJson.Full], "http://api.partner.microsoft.com/v1.0/referrals?$skiptoken=2"));
    private static readonly (HttpStatusCode Status, string? Body) Unavailable = (HttpStatusCode.ServiceUnavailable, """{ "code": "serviceNotAvailable" }""");
    private static readonly (HttpStatusCode Status, string? Body) Created = (HttpStatusCode.Created, ReferralJson.Full);
    private static readonly (HttpStatusCode Status, string? Body) Challenged = (HttpStatusCode.Unauthorized, null);
    private static readonly (HttpStatusCode Status, string? Body) Changed = (HttpStatusCode.PreconditionFailed, null);

    private static readonly ReferralCallOptions Unchecked = new() { LocalRules = LocalRules.None };

    private readonly Caller _caller = new();
    private readonly SlowService _service;

    public CallerContextTests() => _service = new SlowService(_caller);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Fact]
    public Task Not_a_read_that_is_repeated() =>
        NeverReturnsAsync([Unavailable, Found], client => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));

    [Fact]
    public Task Not_a_refusal() =>
        NeverReturnsAsync([(HttpStatusCode.BadRequest, """{ "code": "invalidRequest" }""")], client => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));

    [Fact]
    public Task Not_a_create_that_is_looked_for() => NeverReturnsAsync(
        [Unavailable, Empty, First, Empty], client => client.CreateAsync(Drafts.Minimal with { ExternalReferenceId = "CRM-1" }, cancellationToken: Cancellation));

    [Fact]
    public Task Not_an_invitation_that_is_looked_for() =>
        NeverReturnsAsync([Unavailable, Empty, Empty, Empty], client => client.InviteAsync(Drafts.Stored, Drafts.ToMicrosoft, cancellationToken: Cancellation));

    [Fact]
    public Task Not_a_replace_that_may_be_its_own_echo() =>
        NeverReturnsAsync([Unavailable, Changed, Found], client => client.ReplaceAsync(Drafts.Stored, cancellationToken: Cancellation));

    [Fact]
    public Task Not_a_patch_that_is_read_after() =>
        NeverReturnsAsync([NoContent, Found], client => client.PatchAsync(Drafts.Stored, patch => patch.Notes("x"), cancellationToken: Cancellation));

    [Fact]
    public Task Not_a_patch_that_may_be_its_own_echo() =>
        NeverReturnsAsync([Unavailable, Changed, Found], client => client.PatchAsync(Drafts.Stored, patch => patch.Notes("x"), cancellationToken: Cancellation));

    [Fact]
    public Task Not_an_update_that_starts_again() => NeverReturnsAsync(
        [Found, Changed, Found, Found], client => client.UpdateAsync(ReferralJson.Id, deal => deal with { CampaignId = "x" }, cancellationToken: Cancellation));

    [Fact]
    public Task Not_an_update_that_replaces() =>
        NeverReturnsAsync([Found, Found], client => client.UpdateAsync(ReferralJson.Id, deal => deal with { Name = "x" }, cancellationToken: Cancellation));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Not_a_listing(bool readAhead) => NeverReturnsAsync([First, Empty], async client =>
    {
        await foreach (Referral referral in client.ListAsync(new ReferralQuery { ReadAhead = readAhead }, cancellationToken: Cancellation).ConfigureAwait(false))
        {
            Assert.Equal(ReferralJson.Id, referral.Id);
        }
    });

    [Fact]
    public Task Not_a_listing_that_is_left_while_it_reads_ahead() => NeverReturnsAsync([First, Empty], async client =>
    {
        await foreach (Referral _ in client.ListAsync(new ReferralQuery { ReadAhead = true }, cancellationToken: Cancellation).ConfigureAwait(false))
        {
            break;
        }
    });

    [Fact]
    public Task Not_a_reading_of_changes() => NeverReturnsAsync([First, First, Empty], async client =>
    {
        await foreach (ReferralChanges _ in client.ListChangesAsync(ChangeCheckpoint.Beginning, cancellationToken: Cancellation).ConfigureAwait(false))
        {
        }
    });

    [Fact]
    public Task Not_a_reading_of_many_changes_of_one_moment() => NeverReturnsAsync([First, First, First, Empty], async client =>
    {
        await foreach (ReferralChanges _ in client.ListChangesAsync(ChangeCheckpoint.Beginning, cancellationToken: Cancellation).ConfigureAwait(false))
        {
        }
    });

    [Fact]
    public Task Not_a_listing_of_the_callers_own_records() => NeverReturnsAsync([First, Empty], async client =>
    {
        await foreach (DealLine _ in client.ListAsync(null, ProjectionContext.Default.DealLine, cancellationToken: Cancellation).ConfigureAwait(false))
        {
        }
    });

    [Fact]
    public Task Not_a_call_that_is_challenged_for_claims() =>
        NeverReturnsAsync([Challenged, Found], client => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));

    [Fact]
    public Task Not_a_co_sell_deal() => NeverReturnsAsync(
        [Created, Created], client => client.CreateCoSellAsync(Drafts.Minimal with { Type = ReferralType.Shared }, Drafts.ToMicrosoft, Unchecked, Cancellation));

    [Fact]
    public Task Not_a_deal_that_becomes_co_sell() => NeverReturnsAsync(
        [Found, Created], client => client.MakeCoSellAsync(Drafts.Stored with { Consent = new Consent() }, Drafts.ToMicrosoft, Unchecked, Cancellation));

    [Fact]
    public Task Not_a_deal_that_Microsoft_sees_already() =>
        NeverReturnsAsync([Created], client => client.MakeCoSellAsync(Drafts.Stored, Drafts.ToMicrosoft, Unchecked, Cancellation));

    [Fact]
    public Task Not_a_deal_that_becomes_partner_led() => NeverReturnsAsync(
        [Found], client => client.MakePartnerLedAsync(Drafts.Stored with { Type = ReferralType.Independent, Consent = new Consent() }, Unchecked, Cancellation));

    [Fact]
    public Task Not_a_call_that_waits_with_others() => NeverReturnsAsync([(HttpStatusCode.TooManyRequests, null), Found], async client =>
    {
        try
        {
            await client.GetAsync(ReferralJson.Id, new ReferralCallOptions { MaxAttempts = 1 }, Cancellation).ConfigureAwait(false);
        }
        catch (ReferralsThrottledException)
        {
            await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation).ConfigureAwait(false);
        }
    });

    private async Task NeverReturnsAsync((HttpStatusCode Status, string? Body)[] answers, Func<ReferralsClient, Task> call)
    {
        _service.Script(answers);
        Task running = _caller.RunAsync(() => call(_service.Client));

        _ = running.ContinueWith(_ => _service.Steps.Writer.Complete(), Cancellation, TaskContinuationOptions.None, TaskScheduler.Default);
        await foreach (Action step in _service.Steps.Reader.ReadAllAsync(Cancellation))
        {
            step();
        }

        try
        {
            await running;
        }
        catch (ReferralsException)
        {
            // How it ends is no matter here.
        }

        Assert.Equal(0, _caller.Posts);
        Assert.Equal(0, _service.AnswersLeft);
    }

    /// <summary>Whatever runs for it, on whichever thread, runs under a context of its: each await there would go back to that, if it were not told otherwise.</summary>
    private sealed class Caller
    {
        private readonly AsyncLocal<bool> _isServed;
        private int _posts;
        private int _threads;

        public Caller() => _isServed = new AsyncLocal<bool>(Switched);

        public event Action? Left;

        public int Posts => _posts;

        /// <summary>Whether a thread is at work for it. What were done before none is could be done before it is awaited, and would show nothing.</summary>
        public bool IsRunning => Volatile.Read(ref _threads) > 0;

        public async Task RunAsync(Func<Task> call)
        {
            _isServed.Value = true;
            await call().ConfigureAwait(false);
        }

        private void Switched(AsyncLocalValueChangedArgs<bool> change)
        {
            if (change.CurrentValue)
            {
                Interlocked.Increment(ref _threads);
                // Another one each time: what goes back to the one that it comes from would not be seen to.
                SynchronizationContext.SetSynchronizationContext(new Context(this));
            }
            else if (Interlocked.Decrement(ref _threads) == 0)
            {
                Left?.Invoke();
            }
        }

        private sealed class Context(Caller caller) : SynchronizationContext
        {
            public override void Post(SendOrPostCallback callback, object? state)
            {
                Interlocked.Increment(ref caller._posts);
                callback(state);
            }
        }
    }

    /// <summary>Token, answer, each piece of a body and each wait take a while.</summary>
    private sealed class SlowService : HttpMessageHandler
    {
        private readonly Caller _caller;
        private readonly ConcurrentQueue<Action> _due = [];
        private readonly Queue<(HttpStatusCode Status, string? Body)> _answers = new();
        private ReferralsClient? _client;
        private int _tokens;

        public SlowService(Caller caller)
        {
            _caller = caller;
            caller.Left += Release;
        }

        public Channel<Action> Steps { get; } = Channel.CreateUnbounded<Action>();

        public int AnswersLeft => _answers.Count;

        public ReferralsClient Client => _client ??= ReferralsClient.Create(
            new ReferralsClientOptions
            {
                Credential = ReferralsCredential.FromTokenProvider(async (_, _) =>
                {
                    await AWhile().ConfigureAwait(false);
                    return new ReferralsAccessToken($"token-{++_tokens}", DateTimeOffset.MaxValue);
                }),
                TimeProvider = new SlowTime(this),
            },
            this);

        public void Script((HttpStatusCode Status, string? Body)[] answers) => Array.ForEach(answers, _answers.Enqueue);

        public Task AWhile()
        {
            TaskCompletionSource done = new();
            Add(done.SetResult);
            return done.Task;
        }

        public void Waits(FakeTimeProvider time, TimeSpan wait)
        {
            // Longer ones are time limits.
            if (wait > TimeSpan.Zero && wait < TimeSpan.FromSeconds(10))
            {
                Add(() => time.Advance(wait));
            }
        }

        private void Add(Action step)
        {
            _due.Enqueue(step);
            if (!_caller.IsRunning)
            {
                Release();
            }
        }

        private void Release()
        {
            while (_due.TryDequeue(out Action? step))
            {
                Steps.Writer.TryWrite(step);
            }
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await AWhile().ConfigureAwait(false);
            (HttpStatusCode status, string? body) = _answers.Dequeue();
            return MockedService.Response(
                status,
                new SlowContent(this, Encoding.UTF8.GetBytes(body ?? "")),
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
    }

    private sealed class SlowTime(SlowService service) : FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            ITimer timer = base.CreateTimer(callback, state, dueTime, period);
            service.Waits(this, dueTime);
            return timer;
        }
    }

    private sealed class SlowContent(SlowService service, byte[] bytes) : HttpContent
    {
        protected override async Task<Stream> CreateContentReadStreamAsync()
        {
            await service.AWhile().ConfigureAwait(false);
            return new SlowBody(service, bytes);
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new NotSupportedException("It is read as a stream.");

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    private sealed class SlowBody(SlowService service, byte[] bytes) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await service.AWhile().ConfigureAwait(false);
            return Read(buffer.Span[..Math.Min(buffer.Length, 1_000)]);
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }
}
