using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Tests that pages without referrals are passed by their next links, as services on Cosmos DB return them, and that listings and the
/// change feed end on pages that never bring anything.
/// </summary>
public sealed partial class EmptyPageTests
{
    private const int MaxEmptyPages = 100;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<ChangeCheckpoint> Starts => [ChangeCheckpoint.Beginning, ChangeCheckpoint.Since(ListService.At(5))];

    [Theory]
    [MemberData(nameof(Starts))]
    public async Task Changes_after_an_empty_page_are_read_by_its_link(ChangeCheckpoint start)
    {
        using ListService service = new(query => query.Contains("$skiptoken=a", StringComparison.Ordinal)
            ? ListAnswer.Of(null, ListRecord.At(10, "a"), ListRecord.At(20, "b"))
            : ListAnswer.Of("?$skiptoken=a"));
        List<ReferralChanges> changes = [];

        Assert.Null(await service.ReadAsync(start, changes));

        Assert.Equal(["a", "b"], Ids(changes));
        Assert.Equal(2, service.Queries.Count);
    }

    [Fact]
    public async Task Changes_after_an_instant_are_read_past_an_empty_page()
    {
        using ListService service = new(query => query switch
        {
            "?$skiptoken=1" => ListAnswer.Of(null, ListRecord.At(10, "b"), ListRecord.At(20, "c")),
            "?$skiptoken=2" => ListAnswer.Of("?$skiptoken=3"),
            "?$skiptoken=3" => ListAnswer.Of(null, ListRecord.At(20, "c")),
            _ when query.Contains(" desc", StringComparison.Ordinal) => ListAnswer.Of(null, ListRecord.At(20, "c")),
            _ when query.Contains(" gt ", StringComparison.Ordinal) => ListAnswer.Of("?$skiptoken=2"),
            _ => ListAnswer.Of("?$skiptoken=1", ListRecord.At(10, "a")),
        });
        List<ReferralChanges> changes = [];

        Assert.Null(await service.ReadAsync(ChangeCheckpoint.Beginning, changes));

        Assert.Equal(["a", "b", "c"], Ids(changes));
    }

    [Fact]
    public async Task The_pages_of_one_instant_and_the_newest_change_are_read_past_empty_pages()
    {
        using ListService service = new(query => query switch
        {
            "?$skiptoken=newest" => ListAnswer.Of(null, ListRecord.At(10, "b")),
            "?$skiptoken=1" => ListAnswer.Of("?$skiptoken=2"),
            "?$skiptoken=2" => ListAnswer.Of("?$skiptoken=3"),
            "?$skiptoken=3" => ListAnswer.Of(null, ListRecord.At(10, "b"), ListRecord.At(30, "later")),
            _ when query.Contains(" desc", StringComparison.Ordinal) => ListAnswer.Of("?$skiptoken=newest"),
            _ => ListAnswer.Of("?$skiptoken=1", ListRecord.At(10, "a")),
        });
        List<ReferralChanges> changes = [];

        Assert.Null(await service.ReadAsync(ChangeCheckpoint.Beginning, changes));

        // The newest change behind the empty page ends the reading.
        Assert.Equal(["a", "b"], Ids(changes));
    }

    [Fact]
    public async Task A_feed_of_empty_pages_with_ever_new_links_ends_with_an_error()
    {
        int links = 0;
        using ListService service = new(_ => ListAnswer.Of($"?$skiptoken={++links}"));
        List<ReferralChanges> changes = [];

        ReferralsException? failure = await service.ReadAsync(ChangeCheckpoint.Beginning, changes);

        Assert.Contains("100 empty pages in a row", failure?.Message, StringComparison.Ordinal);
        Assert.Contains("The last checkpoint is still valid.", failure?.Message, StringComparison.Ordinal);
        Assert.Equal(MaxEmptyPages, service.Queries.Count);
        Assert.Empty(changes);
    }

    [Fact]
    public async Task Empty_pages_whose_links_lead_in_a_circle_end_the_feed_with_an_error()
    {
        int links = 0;
        using ListService service = new(_ => ListAnswer.Of($"?$skiptoken={++links % 3}"));

        ReferralsException? failure = await service.ReadAsync(ChangeCheckpoint.Beginning, []);

        Assert.Contains("leads back", failure?.Message, StringComparison.Ordinal);
        Assert.Equal(4, service.Queries.Count);
    }

    [Fact]
    public async Task A_referral_without_a_time_is_returned_once_however_many_links_follow()
    {
        int links = 0;
        using ListService service = new(_ => ListAnswer.Of($"?$skiptoken={++links}", ListRecord.Timeless("a")));
        List<ReferralChanges> changes = [];

        ReferralsException? failure = await service.ReadAsync(ChangeCheckpoint.Beginning, changes);

        Assert.Equal(["a"], Ids(changes));
        Assert.Contains("100 pages in a row", failure?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Referrals_without_a_time_that_pass_the_filter_for_later_changes_end_the_reading()
    {
        using ListService service = new(query => query.StartsWith("?$skiptoken", StringComparison.Ordinal)
            ? ListAnswer.Of(null, ListRecord.Timeless("b"))
            : ListAnswer.Of("?$skiptoken=1", ListRecord.Timeless("a")));
        List<ReferralChanges> changes = [];

        ReferralsException? failure = await service.ReadAsync(ChangeCheckpoint.Beginning, changes);

        Assert.Equal(["a", "b"], Ids(changes));
        Assert.Contains("did not filter", failure?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_behind_a_page_whose_times_cannot_be_read_are_read_by_its_link()
    {
        using ListService service = new(query => query switch
        {
            "?$skiptoken=odd" => ListAnswer.Of("?$skiptoken=c", ListRecord.WithUnreadableTime("odd")),
            "?$skiptoken=c" => ListAnswer.Of(null, ListRecord.At(30, "c")),
            _ when query.Contains(" desc", StringComparison.Ordinal) => ListAnswer.Of(null, ListRecord.At(30, "c")),
            _ when query.Contains(" gt ", StringComparison.Ordinal) =>
                ListAnswer.Of("?$skiptoken=c", ListRecord.WithUnreadableTime("odd")),
            _ => ListAnswer.Of("?$skiptoken=odd", ListRecord.At(10, "a")),
        });
        List<ReferralChanges> changes = [];

        Assert.Null(await service.ReadAsync(ChangeCheckpoint.Beginning, changes));

        Assert.Equal(["a", "odd", "c"], Ids(changes));
    }

    [Fact]
    public async Task Changes_whose_times_cannot_be_read_are_returned_also_if_only_the_filter_for_later_ones_finds_them()
    {
        using ListService service = new(query => query switch
        {
            "?$skiptoken=2" => ListAnswer.Of("?$skiptoken=3", ListRecord.WithUnreadableTime("y")),
            "?$skiptoken=3" => ListAnswer.Of(null, ListRecord.At(30, "c")),
            _ when query.Contains(" desc", StringComparison.Ordinal) => ListAnswer.Of(null, ListRecord.At(30, "c")),
            _ when query.Contains(" gt ", StringComparison.Ordinal) => ListAnswer.Of("?$skiptoken=2", ListRecord.WithUnreadableTime("x")),
            "?$skiptoken=1" => ListAnswer.Of(null, ListRecord.At(30, "c")),
            _ => ListAnswer.Of("?$skiptoken=1", ListRecord.At(10, "a")),
        });
        List<ReferralChanges> changes = [];

        Assert.Null(await service.ReadAsync(ChangeCheckpoint.Beginning, changes));

        Assert.Equal(["a", "x", "y", "c"], Ids(changes));
    }

    [Fact]
    public async Task Pages_whose_times_cannot_be_read_under_ever_new_links_end_the_reading_with_an_error()
    {
        int links = 0;
        using ListService service = new(query => query switch
        {
            "?$skiptoken=c" => ListAnswer.Of(null, ListRecord.At(30, "c")),
            _ when query.Contains(" desc", StringComparison.Ordinal) => ListAnswer.Of(null, ListRecord.At(30, "c")),
            _ when links > 0 || query.Contains(" gt ", StringComparison.Ordinal) =>
                ListAnswer.Of($"?$skiptoken={++links}", ListRecord.WithUnreadableTime("odd")),
            _ => ListAnswer.Of("?$skiptoken=c", ListRecord.At(10, "a")),
        });

        ReferralsException? failure = await service.ReadAsync(ChangeCheckpoint.Beginning, []);

        Assert.Contains("100 empty pages in a row", failure?.Message, StringComparison.Ordinal);
        Assert.Contains("none of their times, can be read. Nothing further", failure?.Message, StringComparison.Ordinal);
        Assert.InRange(service.Queries.Count, 100, 120);
    }

    [Fact]
    public async Task A_page_that_comes_again_under_ever_new_links_ends_the_reading_with_an_error()
    {
        int links = 0;
        using ListService service = new(query => query.Contains(" desc", StringComparison.Ordinal)
            ? ListAnswer.Of(null, ListRecord.At(20, "b"))
            : ListAnswer.Of($"?$skiptoken={++links}", ListRecord.At(10, "a"), ListRecord.At(20, "b")));
        List<ReferralChanges> changes = [];

        ReferralsException? failure = await service.ReadAsync(ChangeCheckpoint.Beginning, changes);

        Assert.Equal(["a", "b"], Ids(changes));
        Assert.NotNull(failure);
        Assert.InRange(service.Queries.Count, 0, MaxEmptyPages + 10);
    }

    [Fact]
    public async Task An_instant_that_shows_other_versions_in_each_pass_ends_the_reading_with_an_error()
    {
        int version = 0;
        using ListService service = new(query => query.StartsWith("?$skiptoken", StringComparison.Ordinal)
            ? ListAnswer.Of(null, ListRecord.At(20, "z"))
            : ListAnswer.Of("?$skiptoken=1", ListRecord.At(10, "a", ++version)));

        ReferralsException? failure = await service.ReadAsync(ChangeCheckpoint.Since(ListService.At(10)), []);

        Assert.Contains("100 times", failure?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reading_whose_newest_change_has_no_time_ends_while_others_keep_writing()
    {
        int second = 0;
        using ListService service = new(query => query.Contains(" desc", StringComparison.Ordinal)
            ? ListAnswer.Of(null, ListRecord.Timeless("t"))
            : ListAnswer.Of($"?$skiptoken={second}", ListRecord.At(++second, $"a{second}"), ListRecord.At(++second, $"a{second}")));
        List<ReferralChanges> changes = [];

        Assert.Null(await service.ReadAsync(ChangeCheckpoint.Beginning, changes));

        Assert.Equal(2, Ids(changes).Length);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 3)]
    [InlineData(7, 1)]
    public async Task A_listing_whose_pages_come_again_under_ever_new_links_ends_with_an_error(int others, int period)
    {
        int links = 0;
        using ListService service = new(_ => ListAnswer.Of(
            $"?$skiptoken={++links}",
            ListRecord.At(10, links > others ? $"a{links % period}" : $"other{links}"),
            ListRecord.At(20, "b")));

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(
            () => service.Client.ListAsync(cancellationToken: Cancellation).ToListAsync(Cancellation).AsTask());

        Assert.Contains("the same page 100 times", failure.Message, StringComparison.Ordinal);
        Assert.InRange(service.Queries.Count, 0, 1_000);
    }

    [Fact]
    public async Task An_instant_whose_referral_has_another_version_on_each_page_ends_with_an_error()
    {
        int links = 0;
        using ListService service = new(query => query.Contains(" desc", StringComparison.Ordinal)
            ? ListAnswer.Of(null, ListRecord.At(20, "z"))
            : ListAnswer.Of($"?$skiptoken={++links}", ListRecord.At(10, "a", links)));

        ReferralsException? failure = await service.ReadAsync(ChangeCheckpoint.Since(ListService.At(10)), []);

        Assert.Contains("100 pages in a row", failure?.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_listing_ends_after_a_hundred_empty_pages_and_can_be_resumed_after_them(bool readAhead)
    {
        int links = 0;
        using ListService service = new(_ => ++links == MaxEmptyPages + 1
            ? ListAnswer.Of(null, ListRecord.At(10, "a"))
            : ListAnswer.Of($"?$skiptoken={links}"));
        List<ReferralPage> pages = [];

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(async () =>
        {
            await foreach (ReferralPage page in service.Client.ListAsync(
                new ReferralQuery { ReadAhead = readAhead }, cancellationToken: Cancellation).AsPages(Cancellation))
            {
                pages.Add(page);
            }
        });

        Assert.Equal(MaxEmptyPages, service.Queries.Count);
        Assert.Equal(MaxEmptyPages, pages.Count);
        Assert.Equal(MaxEmptyPages, failure.Page);
        Assert.Contains(
            "100 empty pages in a row, the last of them page 100, each with a link to another page. To read on, list with AsPages, and "
                + "start again from the Continuation of the last page.",
            failure.Message, StringComparison.Ordinal);
        ReferralQuery resumed = new() { Continuation = pages[^1].Continuation };
        Assert.Equal("a", (await service.Client.ListAsync(resumed, cancellationToken: Cancellation).SingleAsync(Cancellation)).Id);
    }

    [Fact]
    public async Task A_projection_ends_after_a_hundred_empty_pages()
    {
        int links = 0;
        using ListService service = new(_ => ListAnswer.Of($"?$skiptoken={++links}"));

        await Assert.ThrowsAsync<ReferralsException>(() => service.Client.ListAsync(
            null, IdContext.Default.IdLine, cancellationToken: Cancellation).ToListAsync(Cancellation).AsTask());

        Assert.Equal(MaxEmptyPages, service.Queries.Count);
    }

    [Fact]
    public async Task A_page_with_a_referral_between_empty_pages_starts_their_count_again()
    {
        int links = 0;
        using ListService service = new(_ => ++links switch
        {
            MaxEmptyPages - 1 => ListAnswer.Of($"?$skiptoken={links}", ListRecord.At(10, "a")),
            2 * MaxEmptyPages - 2 => ListAnswer.Of(null, ListRecord.At(20, "b")),
            _ => ListAnswer.Of($"?$skiptoken={links}"),
        });

        Assert.Equal(2, await service.Client.ListAsync(cancellationToken: Cancellation).CountAsync(Cancellation));
    }

    [Fact]
    public async Task As_many_empty_pages_as_MaxPages_allows_are_no_error()
    {
        int links = 0;
        using ListService service = new(_ => ListAnswer.Of($"?$skiptoken={++links}"));

        ReferralListing listing = service.Client.ListAsync(
            new ReferralQuery { MaxPages = MaxEmptyPages }, cancellationToken: Cancellation);
        List<ReferralPage> pages = await listing.AsPages(Cancellation).ToListAsync(Cancellation);

        Assert.NotNull(pages[^1].Continuation);
    }

    private static string[] Ids(List<ReferralChanges> changes) =>
        [.. changes.SelectMany(batch => batch.Referrals).Select(referral => referral.Id)];

    private sealed record IdLine(string? Id);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(IdLine))]
    private sealed partial class IdContext : JsonSerializerContext;
}
