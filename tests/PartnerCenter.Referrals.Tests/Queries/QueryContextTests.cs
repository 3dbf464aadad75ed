using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that no reading of changes and no listing of given pages returns to the caller's synchronization context.</summary>
public sealed class QueryContextTests : IDisposable
{
    private const string Link = "?$skiptoken=2";

    private static readonly string First = ReferralJson.Page([ReferralJson.Full], Link);
    private static readonly string Later = ReferralJson.Page(
        [ReferralJson.Full.Replace("\"updatedDateTime\": \"2024-", "\"updatedDateTime\": \"2025-", StringComparison.Ordinal)]);
    private static readonly string Empty = ReferralJson.Page([]);
    private static readonly string EmptyWithLink = ReferralJson.Page([], Link);

    private readonly WatchedCaller _caller = new();
    private readonly SlowService _service;

    public QueryContextTests() => _service = new SlowService(_caller);

    public void Dispose() => _service.Dispose();

    [Fact]
    public Task Not_a_reading_that_follows_the_links_of_one_moment_and_goes_on_after_it() =>
        NeverReturnsAsync(First, Later, First, First, Empty, First, Empty, Later);

    [Fact]
    public Task Not_a_reading_past_empty_pages() => NeverReturnsAsync(EmptyWithLink, Empty);

    [Fact]
    public Task Not_a_listing_of_given_pages_that_come_late() => _caller.NeverReturnsAsync(async () =>
    {
        await foreach (Referral _ in ReferralListing.FromPages(LateAsync()).ConfigureAwait(false))
        {
        }
    });

    private async IAsyncEnumerable<ReferralPage> LateAsync()
    {
        await _caller.AWhile().ConfigureAwait(false);
        yield return new ReferralPage([]);
    }

    private async Task NeverReturnsAsync(params string[] answers)
    {
        _service.Script([.. answers.Select(body => (HttpStatusCode.OK, (string?)body))]);

        await _caller.NeverReturnsAsync(async () =>
        {
            await foreach (ReferralChanges _ in _service.Client.ListChangesAsync(
                ChangeCheckpoint.Beginning, cancellationToken: TestContext.Current.CancellationToken).ConfigureAwait(false))
            {
            }
        });

        Assert.Equal(0, _service.AnswersLeft);
    }
}
