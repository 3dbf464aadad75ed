using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Bounds the bytes that one call allocates over an in-memory handler, which do not depend on the machine. The bounds are the figures of a
/// Debug build plus 5 %. A Release build allocates less, and one more copy of the body breaks them (docs/performance.md).
/// </summary>
[Collection<AllocationTests.Alone>]
public sealed class AllocationTests
{
    private static readonly byte[] One = Encoding.UTF8.GetBytes(ReferralJson.Full);
    private static readonly byte[] Page = Encoding.UTF8.GetBytes(ReferralJson.Page(Enumerable.Repeat(ReferralJson.Full, 100)));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task Get_one() => AssertAtMost(11_700, One, client => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));

    [Fact]
    public Task Page_of_100() => AssertAtMost(
        572_300, Page, async client => await client.ListAsync().AsPages(Cancellation).FirstAsync(Cancellation));

    [Fact]
    public Task Create() => AssertAtMost(13_400, One, client => client.CreateAsync(Drafts.Minimal, cancellationToken: Cancellation));

    [Fact]
    public Task Patch() => AssertAtMost(
        13_900,
        One,
        client => client.PatchAsync(
            ReferralJson.Id, ReferralJson.ETag, new ReferralPatch().DealValue(25_000m), cancellationToken: Cancellation));

    /// <summary>Measures a read, the difference and a patch.</summary>
    [Fact]
    public Task Update() => AssertAtMost(
        56_700,
        One,
        client => client.UpdateAsync(
            ReferralJson.Id,
            static referral => referral with { Details = referral.Details! with { DealValue = referral.Details.DealValue + 1 } },
            cancellationToken: Cancellation));

    private static async Task AssertAtMost(long bytes, byte[] body, Func<ReferralsClient, Task> call)
    {
        using CannedHandler handler = new(body);
        using ReferralsClient client = ReferralsClient.Create(
            new ReferralsClientOptions
            {
                Credential = ReferralsCredential.FromTokenProvider(
                    (_, _) => new(new ReferralsAccessToken("t", DateTimeOffset.UtcNow.AddHours(1)))),
            },
            handler);

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
