using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Tests that an item of a page that is no object, or has an id that cannot be read, is named by page and index or skipped into a log line,
/// and that what is no page never looks like an empty one.
/// </summary>
public sealed class UnreadableItemTests : IDisposable
{
    private const string First = "3f6b2c1e-0000-4000-8000-00000000000a";
    private const string Second = "3f6b2c1e-0000-4000-8000-00000000000b";

    private readonly MockedService _service = new();
    private readonly RecordedLog _log = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _service.Dispose();
        _log.Dispose();
    }

    [Theory]
    [InlineData("5", "is no object")]
    [InlineData("null", "is no object")]
    [InlineData("[{}]", "is no object")]
    [InlineData("""{"id":{"a":"planted"}}""", "has an id that cannot be read")]
    [InlineData("""{"id":"half \ud800"}""", "has an id that cannot be read")]
    public async Task An_item_that_cannot_be_read_is_named_by_page_and_index_or_skipped_into_a_log_line(string item, string why)
    {
        for (int i = 0; i < 4; i++)
        {
            _service.RespondsWith(HttpStatusCode.OK, Page("{}", link: true)).RespondsWith(HttpStatusCode.OK, Page(item));
        }

        ReferralsClient client = Client();
        ReferralQuery skipping = new() { SkipUnreadableItems = true };
        ReferralsException listed = await Assert.ThrowsAsync<ReferralsException>(
            () => client.ListAsync().ToListAsync(Cancellation).AsTask());
        ReferralsException projected = await Assert.ThrowsAsync<ReferralsException>(
            () => client.ListAsync(null, ProjectionContext.Default.DealLine).ToListAsync(Cancellation).AsTask());
        List<Referral> others = await client.ListAsync(skipping).ToListAsync(Cancellation);
        List<DealLine> lines = await client.ListAsync(skipping, ProjectionContext.Default.DealLine).ToListAsync(Cancellation);

        Assert.Contains(
            $"list (page 2) with 200, but the body cannot be used: its item 1 (counted from 0) {why}. To read the others, set "
                + "SkipUnreadableItems.",
            listed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("proxy", $"{listed.Message}{projected.Message}", StringComparison.Ordinal);
        Assert.Equal(2, listed.Page);
        Assert.Contains("(page 2) with 200, but the body cannot be used: its item 1 (counted from 0) ", projected.Message,
            StringComparison.Ordinal);
        Assert.Equal([First, "", Second, First, Second], others.Select(referral => referral.Id));
        Assert.Equal([First, null, Second, First, Second], lines.Select(line => line.Id));
        Assert.Equal(2, _log.Of(12).Count);
        Assert.StartsWith($"list (page 2) skipped item 1 of the page (counted from 0), which {why} (MS-", _log.Of(12)[0],
            StringComparison.Ordinal);
        Assert.DoesNotContain("planted", $"{listed}{projected}{string.Concat(_log.Of(12))}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_feed_ends_at_such_an_item_each_time_or_passes_it_and_its_checkpoint_moves_on()
    {
        string last = $$"""{"id":"{{Second}}","eTag":"\"1\"","updatedDateTime":"2026-01-01T00:00:03Z"},"planted" """;
        string page = $$"""
            {"value":[
              {"id":"{{First}}","eTag":"\"1\"","updatedDateTime":"2026-01-01T00:00:01Z"},
              {"id":[],"updatedDateTime":"2026-01-01T00:00:02Z"},{{last}}]}
            """;
        ReferralsClient client = _service.RespondsWith(HttpStatusCode.OK, page).RespondsWith(HttpStatusCode.OK, page)
            .RespondsWith(HttpStatusCode.OK, $$"""{"value":[{{last}}]}""").Client(options => options.LoggerFactory = _log);
        ChangeCheckpoint start = ChangeCheckpoint.Beginning.WithOverlap(TimeSpan.Zero);

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(
            () => client.ListChangesAsync(start, skipUnreadableItems: false, cancellationToken: Cancellation)
                .ToListAsync(Cancellation).AsTask());
        ReferralChanges changes = Assert.Single(
            await client.ListChangesAsync(start, cancellationToken: Cancellation).ToListAsync(Cancellation));
        ReferralChanges none = Assert.Single(await client
            .ListChangesAsync(changes.Checkpoint, skipUnreadableItems: true, cancellationToken: Cancellation).ToListAsync(Cancellation));

        Assert.Contains("its item 1 (counted from 0) has an id that cannot be read", failure.Message, StringComparison.Ordinal);
        Assert.Equal([First, Second], changes.Referrals.Select(referral => referral.Id));
        Assert.Contains("updatedDateTime%20ge%202026-01-01T00%3A00%3A03Z", _service.Sent[2].Url, StringComparison.Ordinal);
        Assert.Empty(none.Referrals);
        Assert.Equal(3, _log.Of(12).Count);
    }

    [Theory]
    [InlineData("""{"value":null}""", "it is no page, because its value is no list")]
    [InlineData("""{"value":{"a":1}}""", "it is no page, because its value is no list")]
    [InlineData("""{"value":[],"Value":null}""", "it is no page, because its value is no list")]
    [InlineData("""{}""", "it is no page, because it has no list of items")]
    [InlineData("""{"@odata.count":0}""", "it is no page, because it has no list of items")]
    [InlineData("""{"error":{"code":"planted"},"value":[]}""", "it holds an error, so it is no page")]
    [InlineData("""{"value":[{"id":"1"}],"error":{"code":"planted"}}""", "it holds an error, so it is no page")]
    [InlineData("""{"code":900421,"description":"planted","value":[]}""", "it holds an error, so it is no page")]
    [InlineData("""{"code":"internalError","message":"planted","value":[]}""", "it holds an error, so it is no page")]
    [InlineData("""{"value":[{"id":"1"}],"Code":"planted"}""", "it holds an error, so it is no page")]
    [InlineData("[]", "it is no page, because it is no object.")]
    [InlineData("\"planted\"", "it is no page, because it is no object.")]
    [InlineData("5", "it is no page, because it is no object.")]
    [InlineData("""{"value":[],"@odata.nextLink":{}}""", "its link to the next page cannot be read")]
    [InlineData("""{"value":[],"@odata.nextLink":"half \ud800"}""", "its link to the next page cannot be read")]
    public async Task What_is_no_page_is_no_empty_page_either(string body, string why)
    {
        for (int i = 0; i < 3; i++)
        {
            _service.RespondsWith(HttpStatusCode.OK, body);
        }

        ReferralsClient client = Client();
        ReferralQuery skipping = new() { SkipUnreadableItems = true };
        Func<Task>[] reads =
        [
            () => client.ListAsync(skipping).ToListAsync(Cancellation).AsTask(),
            () => client.ListAsync(skipping, ProjectionContext.Default.DealLine).ToListAsync(Cancellation).AsTask(),
            () => client.ListChangesAsync(ChangeCheckpoint.Beginning, skipUnreadableItems: true, cancellationToken: Cancellation)
                .ToListAsync(Cancellation).AsTask(),
        ];

        foreach (Func<Task> read in reads)
        {
            string message = (await Assert.ThrowsAsync<ReferralsException>(read)).Message;
            Assert.Contains($"the body cannot be used: {why}", message, StringComparison.Ordinal);
            Assert.DoesNotContain("planted", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_page_may_have_null_in_place_of_an_error()
    {
        foreach (string item in (string[])["{}", """{"name":{}}"""])
        {
            ReferralsClient client = _service
                .RespondsWith(HttpStatusCode.OK, $$"""{"error":null,"code":null,"value":[{{item}}]}""").Client();

            Assert.Single(await client.ListAsync().ToListAsync(Cancellation));
        }
    }

    [Fact]
    public async Task A_listing_of_pages_of_which_all_was_skipped_ends_and_says_that_they_count_as_empty()
    {
        for (int i = 1; i <= 100; i++)
        {
            _service.RespondsWith(HttpStatusCode.OK, $$"""{"value":[5],"@odata.nextLink":"?$skiptoken={{i}}"}""");
        }

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(
            () => Client().ListAsync(new ReferralQuery { SkipUnreadableItems = true }).ToListAsync(Cancellation).AsTask());

        Assert.Contains(
            "100 empty pages in a row (a page whose items were all skipped counts as empty), the last of them page 100", failure.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3", 3L)]
    [InlineData("\"3\"", 3L)]
    [InlineData("3.0", 3L)]
    [InlineData("\"3.00\"", 3L)]
    [InlineData("3e0", 3L)]
    [InlineData("\"9223372036854775807\"", long.MaxValue)]
    [InlineData("\"-9223372036854775808\"", long.MinValue)]
    [InlineData("\"9223372036854775808\"", null)]
    [InlineData("\"-9223372036854775809\"", null)]
    [InlineData("null", null)]
    [InlineData("3.5", null)]
    [InlineData("\"many\"", null)]
    [InlineData("1e40", null)]
    [InlineData("""{"of":[3]}""", null)]
    public async Task A_count_in_any_notation_is_read_and_any_other_is_none(string count, long? expected)
    {
        foreach (string item in (string[])["{}", """{"name":{}}"""])
        {
            ReferralsClient client = _service
                .RespondsWith(HttpStatusCode.OK, $$"""{"@odata.count":{{count}},"value":[{{item}}]}""").Client();

            ReferralPage page = await client.ListAsync().AsPages(Cancellation).SingleAsync(Cancellation);

            Assert.Equal(expected, page.TotalCount);
        }
    }

    [Fact]
    public async Task A_page_with_more_odd_items_than_good_sense_allows_is_refused()
    {
        ReferralsClient client = _service.RespondsWith(HttpStatusCode.OK, Of(10_000)).RespondsWith(HttpStatusCode.OK, Of(10_001)).Client();
        ReferralQuery skipping = new() { SkipUnreadableItems = true };

        Assert.Empty(await client.ListAsync(skipping).ToListAsync(Cancellation));
        ReferralsException refusal = await Assert.ThrowsAsync<ReferralsException>(
            () => client.ListAsync(skipping).ToListAsync(Cancellation).AsTask());

        Assert.Contains("more than 10000 of its values cannot be read", refusal.Message, StringComparison.Ordinal);

        static string Of(int count) => $$"""{"value":[{{string.Join(',', Enumerable.Repeat("5", count))}}]}""";
    }

    private ReferralsClient Client() => _service.Client(options => options.LoggerFactory = _log);

    private static string Page(string item, bool link = false) =>
        $$"""{"value":[{"id":"{{First}}"},{{item}},{"id":"{{Second}}"}]{{(link ? ""","@odata.nextLink":"?$skiptoken=a" """ : "")}}}""";
}
