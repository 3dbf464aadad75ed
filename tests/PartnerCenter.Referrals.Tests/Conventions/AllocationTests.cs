using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Bounds the bytes that one call allocates over an in-memory handler, which do not depend on the machine. The bounds are the figures of a
/// Debug build plus 5 %. A Release build allocates less, and one more copy of the body breaks them (docs/performance.md).
/// </summary>
[Collection<AllocationTests.Alone>]
[Trait("Culture", "None")]
public sealed class AllocationTests
{
    private static readonly byte[] One = Encoding.UTF8.GetBytes(ReferralJson.Full);
    private static readonly byte[] Page = Encoding.UTF8.GetBytes(ReferralJson.Page(Enumerable.Repeat(ReferralJson.Full, 100)));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task Get_one() => AssertAtMost(12_300, One, client => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));

    [Fact]
    public Task Page_of_100() => AssertAtMost(
        572_300, Page, async client => await client.ListAsync().AsPages(Cancellation).FirstAsync(Cancellation));

    [Fact]
    public Task Create() => AssertAtMost(14_400, One, client => client.CreateAsync(Drafts.Minimal, cancellationToken: Cancellation));

    [Fact]
    public Task Patch() => AssertAtMost(
        14_800,
        One,
        client => client.PatchAsync(
            ReferralJson.Id, ReferralJson.ETag, new ReferralPatch().DealValue(25_000m), cancellationToken: Cancellation));

    /// <summary>Measures a read, the difference and a patch.</summary>
    [Fact]
    public Task Update() => AssertAtMost(
        61_000,
        One,
        client => client.UpdateAsync(
            ReferralJson.Id,
            static referral => referral with { Details = referral.Details! with { DealValue = referral.Details.DealValue + 1 } },
            cancellationToken: Cancellation));

    /// <summary>
    /// Measures the responses that cost most, at the limits that the default of <see cref="ReferralsClientOptions.MaxResponseSize"/> sets.
    /// </summary>
    [Theory]
    [InlineData("{\"value\":[", "{}", "]}", 32_000)]
    [InlineData("{\"value\":[{\"team\":[", "{}", "]}]}", 32_000)]
    [InlineData("{\"value\":[{", "\"#\":0", "}]}", 262_000)]
    [InlineData("{\"value\":[{\"customerProfile\":{\"ids\":[", "{\"#\":0}", "]}}]}", 32_000)]
    public async Task Worst_page_that_the_default_limit_allows(string start, string item, string end, int count)
    {
        string items = string.Join(',', Enumerable.Range(0, count).Select(
            number => item.Replace("#", $"{number:x}", StringComparison.Ordinal)));
        using CannedHandler handler = new(Encoding.UTF8.GetBytes(start + items + end));
        using ReferralsClient client = Client(handler);

        long before = GC.GetTotalAllocatedBytes(precise: true);
        await client.ListAsync().AsPages(Cancellation).FirstAsync(Cancellation);
        long measured = GC.GetTotalAllocatedBytes(precise: true) - before;

        TestContext.Current.TestOutputHelper!.WriteLine($"{measured:N0} bytes for {start.Length + items.Length + end.Length:N0}");
        Assert.True(measured <= 100_000_000, $"{measured:N0} bytes");
    }

    private static ReferralsClient Client(HttpMessageHandler handler) => ReferralsClient.Create(
        new ReferralsClientOptions
        {
            Credential = ReferralsCredential.FromTokenProvider(
                (_, _) => new(new ReferralsAccessToken("t", DateTimeOffset.UtcNow.AddHours(1)))),
        },
        handler);

    private static async Task AssertAtMost(long bytes, byte[] body, Func<ReferralsClient, Task> call)
    {
        using CannedHandler handler = new(body);
        using ReferralsClient client = Client(handler);

        const int rounds = 200;
        for (int i = 0; i < rounds; i++)
        {
            await call(client);
        }

        // Every call completes synchronously, on the same thread.
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < rounds; i++)
        {
            await call(client);
        }

        long measured = (GC.GetAllocatedBytesForCurrentThread() - before) / rounds;
        Assert.True(measured <= bytes, $"{measured:N0} bytes a call, {bytes:N0} at most; the body has {body.Length:N0}.");
    }

    private sealed class CannedHandler(byte[] body) : HttpMessageHandler
    {
        private static readonly MediaTypeHeaderValue Json = new("application/json");

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(
                new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(body) { Headers = { ContentType = Json } } });
    }

    /// <summary>Keeps these tests apart from tests that listen to spans, which would be created and counted here.</summary>
    [CollectionDefinition(DisableParallelization = true)]
    public sealed class Alone;
}
