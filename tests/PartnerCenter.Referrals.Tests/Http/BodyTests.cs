using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that a body is read completely, however it arrives.</summary>
public sealed class BodyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(1_000_000)]
    public async Task A_page_whose_length_is_not_announced_is_read_in_whatever_pieces_it_comes(int piece)
    {
        string page = ReferralJson.Page(Enumerable.Repeat(ReferralJson.Full, 12));

        ReferralPage read = await ReadAsync(new StreamContent(new PiecesStream(Encoding.UTF8.GetBytes(page), piece)));

        Assert.Equal(12, read.Referrals.Count);
        Assert.All(read.Referrals, referral => Assert.Equal(ReferralJson.Id, referral.Id));
    }

    [Fact]
    public async Task A_byte_order_mark_is_passed_over()
    {
        ReferralPage read = await ReadAsync(
            new ByteArrayContent(Encoding.UTF8.GetBytes("\uFEFF" + ReferralJson.Page([ReferralJson.Full]))));

        Assert.Single(read.Referrals);
    }

    [Fact]
    public async Task A_body_that_grows_past_the_limit_without_having_announced_it_is_refused()
    {
        byte[] page = Encoding.UTF8.GetBytes(ReferralJson.Page(Enumerable.Repeat(ReferralJson.Full, 12)));

        ReferralsException refusal = await Assert.ThrowsAsync<ReferralsException>(
            () => ReadAsync(new StreamContent(new PiecesStream(page, 1000)), page.Length - 1));

        Assert.Contains("MaxResponseSize", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_as_long_as_the_limit_is_read()
    {
        byte[] page = Encoding.UTF8.GetBytes(ReferralJson.Page(Enumerable.Repeat(ReferralJson.Full, 12)));

        ReferralPage read = await ReadAsync(new StreamContent(new PiecesStream(page, 1000)), page.Length);

        Assert.Equal(12, read.Referrals.Count);
    }

    [Fact]
    public async Task A_body_that_announces_as_much_as_the_limit_is_read_and_one_byte_more_is_too_much()
    {
        byte[] page = Encoding.UTF8.GetBytes(ReferralJson.Page([ReferralJson.Full]));

        ReferralPage read = await ReadAsync(new ByteArrayContent(page), page.Length);
        ReferralsException refusal = await Assert.ThrowsAsync<ReferralsException>(
            () => ReadAsync(new ByteArrayContent(page), page.Length - 1));

        Assert.Single(read.Referrals);
        Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"larger than the {page.Length - 1:N0} bytes that MaxResponseSize allows"),
            refusal.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_does_not_match_its_encoding_is_reported_as_such()
    {
        ReferralsException refusal = await Assert.ThrowsAsync<ReferralsException>(
            () => ReadAsync(new StreamContent(new UndecodableStream())));

        Assert.Contains("it does not match its Content-Encoding", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_read_is_wiped_before_its_memory_is_lent_to_others_and_given_back_once()
    {
        byte[] planted = "planted in the body of an answer;"u8.ToArray();
        BodyBuffer body = await BodyBuffer.ReadAsync(
            new StreamContent(new PiecesStream([.. Enumerable.Repeat(planted, 3_000).SelectMany(bytes => bytes)], 1000)), long.MaxValue,
            Cancellation);
        Assert.Equal(3_000 * planted.Length, body.Bytes.Length);

        body.Dispose();
        body.Dispose();

        // The pool returns to a thread the buffer that the thread returned last.
        byte[][] lent = [.. ((int[])[16, 32, 64, 128, 128]).Select(size => ArrayPool<byte>.Shared.Rent(size * 1024))];
        Assert.All(lent, bytes => Assert.Equal(-1, bytes.AsSpan().IndexOf(planted)));
        Assert.NotSame(lent[3], lent[4]);
        Assert.Equal(0, body.Bytes.Length);
        Array.ForEach(lent, bytes => ArrayPool<byte>.Shared.Return(bytes));
    }

    [Theory]
    [InlineData("{\"value\":[", "{}", "]}")]
    [InlineData("{\"value\":[{\"id\":\"a\",\"team\":[", "{}", "]}]}")]
    [InlineData("{\"value\":[{\"id\":\"a\",\"serviceTypes\":[", "\"x\"", "]}]}")]
    [InlineData("{\"value\":[{\"id\":\"a\",\"unknown\":[", "0", "]}]}")]
    public async Task A_body_of_more_objects_or_values_than_a_page_can_have_is_refused_before_they_are_made(
        string start, string item, string end)
    {
        byte[] page = Encoding.UTF8.GetBytes(start + string.Join(',', Enumerable.Repeat(item, 2_000_000)) + end);

        long before = GC.GetTotalAllocatedBytes();
        ReferralsException refusal = await Assert.ThrowsAsync<ReferralsException>(() => ReadAsync(new ByteArrayContent(page), page.Length));
        long allocated = GC.GetTotalAllocatedBytes() - before;

        Assert.Contains("it has more objects or values than MaxResponseSize", refusal.Message, StringComparison.Ordinal);
        // Other tests allocate at the same time. The objects alone would take a gigabyte.
        Assert.True(allocated < 400_000_000, $"{allocated:N0} bytes");
    }

    [Fact]
    public async Task A_small_limit_leaves_room_for_the_objects_of_a_referral()
    {
        byte[] page = Encoding.UTF8.GetBytes(ReferralJson.Page([ReferralJson.Full]));

        ReferralPage read = await ReadAsync(new ByteArrayContent(page), page.Length);

        Assert.Single(read.Referrals);
    }

    [Fact]
    public async Task A_body_that_is_read_completely_after_the_time_ended_gives_no_result()
    {
        SignalledTime time = new();
        using OneAnswer handler = new(new StreamContent(
            new SlowEnd(Encoding.UTF8.GetBytes(ReferralJson.Page([ReferralJson.Full])), () => time.Advance(TimeSpan.FromSeconds(2)))));
        using ReferralsClient client = ReferralsClient.Create(
            new ReferralsClientOptions
            {
                Credential = ReferralsCredential.FromTokenProvider((_, _) => new(new ReferralsAccessToken("t", DateTimeOffset.MaxValue))),
                Timeout = TimeSpan.FromSeconds(1),
                TimeProvider = time,
            },
            handler);

        await Assert.ThrowsAsync<ReferralsTimeoutException>(
            async () => await client.ListAsync().AsPages(Cancellation).FirstAsync(Cancellation));
    }

    [Fact]
    public async Task A_body_without_an_end_stops_with_its_caller()
    {
        using CancellationTokenSource caller = new();
        using ReferralsClient client = Client(new StreamContent(new EndlessStream(caller)), 1024 * 1024);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetAsync(ReferralJson.Id, cancellationToken: caller.Token));
    }

    [Theory]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(ObjectDisposedException))]
    public async Task A_body_that_fails_because_its_caller_cancelled_says_so(Type failure)
    {
        using CancellationTokenSource caller = new();
        Exception thrown = failure == typeof(ObjectDisposedException)
            ? new ObjectDisposedException("stream")
            : new InvalidOperationException();
        using ReferralsClient client = Client(new StreamContent(new FailingStream(thrown, caller.Cancel)), 1024 * 1024);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetAsync(ReferralJson.Id, cancellationToken: caller.Token));
    }

    [Fact]
    public async Task A_body_that_breaks_off_as_an_HTTP_failure_is_read_again()
    {
        using MockedService service = new();
        service.RespondsWith(() => MockedService.Response(
                HttpStatusCode.OK, new StreamContent(new FailingStream(new HttpRequestException(HttpRequestError.ResponseEnded)))))
            .RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        await service.Client().GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        Assert.Equal(2, service.Sent.Count);
    }

    [Theory]
    [InlineData("\"team\":[", "{}", 1_998, "]")]
    [InlineData("\"callToAction\":\"", "{", 1_998, "\"")]
    [InlineData("\"callToAction\":\"", ",", 15_999, "\"")]
    public async Task A_body_has_at_most_as_many_objects_and_values_as_its_limit_allows(string start, string item, int most, string end)
    {
        string separator = item == "{}" ? "," : "";

        ReferralPage read = await ReadAsync(Page(most), limit: 256_000);
        ReferralsException refusal = await Assert.ThrowsAsync<ReferralsException>(() => ReadAsync(Page(most + 1), limit: 256_000));

        Assert.Single(read.Referrals);
        Assert.Contains("it has more objects or values than MaxResponseSize", refusal.Message, StringComparison.Ordinal);

        StringContent Page(int items) => new(
            $$"""{"value":[{"id":"{{ReferralJson.Id}}",{{start}}{{string.Join(separator, Enumerable.Repeat(item, items))}}{{end}}}]}""");
    }

    private static async Task<ReferralPage> ReadAsync(HttpContent body, long limit = 16 * 1024 * 1024)
    {
        using ReferralsClient client = Client(body, limit);
        return await client.ListAsync().AsPages(Cancellation).FirstAsync(Cancellation);
    }

    private static ReferralsClient Client(HttpContent body, long limit) => ReferralsClient.Create(
        new ReferralsClientOptions
        {
            Credential = ReferralsCredential.FromTokenProvider(
                (_, _) => new(new ReferralsAccessToken("t", DateTimeOffset.UtcNow.AddHours(1)))),
            MaxResponseSize = limit,
            MaxAttempts = 1,
        },
        new OneAnswer(body));

    private sealed class OneAnswer(HttpContent body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = body });
    }

    // Like a connection: one piece at a time, and no length.
    private sealed class PiecesStream(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }

    // Ignores the cancellation, as a stream may that has the next bytes at once.
    private sealed class SlowEnd(byte[] bytes, Action atEnd) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int read = await base.ReadAsync(buffer, CancellationToken.None);
            if (read == 0)
            {
                atEnd();
            }

            return read;
        }
    }

    // Ignores the cancellation, as a stream may that decompresses.
    private sealed class EndlessStream(CancellationTokenSource caller) : MemoryStream
    {
        private int _reads;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (++_reads == 2)
            {
                caller.Cancel();
            }

            buffer.Span.Fill((byte)' ');
            return new(buffer.Length);
        }
    }

    private sealed class FailingStream(Exception failure, Action? before = null) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            before?.Invoke();
            return ValueTask.FromException<int>(failure);
        }
    }

    private sealed class UndecodableStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromException<int>(new InvalidDataException());
    }
}
