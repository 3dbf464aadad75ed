using System.Globalization;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests what a round of the change feed costs when nothing changes any more: requests and the length of its text.</summary>
public sealed class QuietRoundTests
{
    private const double Day = 24 * 60 * 60;

    [Fact]
    public async Task After_many_changes_and_a_day_of_silence_a_round_is_one_request()
    {
        using FollowedFeed feed = new();
        WriteMany(feed, spacing: 0.1);
        Assert.Equal(2_000, (await feed.ReadAtAsync(200)).Ids.Length);

        int[] requests = await feed.ReadQuietlyAtAsync(200 + Day, 260 + Day, 320 + Day, 380 + Day, 200 + (2 * Day));

        // Before the overlap had an end: 23 requests in each round, and a text of 239,161 characters.
        Assert.Equal([23, 23, 1, 1, 1], requests);
        Assert.InRange(feed.Stored.Length, 50, 150);
    }

    [Fact]
    public async Task The_rounds_of_each_minute_are_one_request_soon_after_the_overlap()
    {
        using FollowedFeed feed = new();
        WriteMany(feed, spacing: 0.1);
        await feed.ReadAtAsync(200);

        int[] requests = await feed.ReadQuietlyAtAsync(Enumerable.Range(1, 12).Select(minute => 200.0 + (60 * minute)));

        // Before the overlap had an end: 23 requests in each round.
        Assert.Equal([23, 23, 23, 23, 23, 23, 23, 1, 1, 1, 1, 1], requests);
    }

    [Fact]
    public async Task The_rounds_of_each_hour_are_one_request_after_two_that_bring_nothing()
    {
        using FollowedFeed feed = new();
        WriteMany(feed, spacing: 0.1);
        await feed.ReadAtAsync(200);

        int[] requests = await feed.ReadQuietlyAtAsync(Enumerable.Range(1, 4).Select(hour => 200.0 + (3_600 * hour)));

        // Before the overlap had an end: 23 requests in each round.
        Assert.Equal([23, 23, 1, 1], requests);
    }

    [Fact]
    public async Task After_many_changes_of_one_moment_a_round_is_one_request()
    {
        using FollowedFeed feed = new();
        WriteMany(feed, spacing: 0);
        Assert.Equal(2_000, (await feed.ReadAtAsync(100)).Ids.Length);

        int[] requests = await feed.ReadQuietlyAtAsync(100 + Day, 160 + Day, 220 + Day, 280 + Day);

        // Before the overlap had an end: 43 requests in each round, and a text of 234,971 characters.
        Assert.Equal([43, 43, 1, 1], requests);
        Assert.InRange(feed.Stored.Length, 50, 150);
    }

    [Theory]
    [InlineData(7, 9)]
    [InlineData(1, 43)]
    public async Task Changes_of_one_moment_over_several_pages_come_once_and_then_cost_one_request(int pageSize, int whileItLasts)
    {
        using FollowedFeed feed = new(pageSize);
        for (int i = 0; i < 20; i++)
        {
            feed.Write(Id(i), 100);
        }

        Assert.Equal(20, (await feed.ReadAtAsync(100)).Ids.Distinct().Count());
        int[] requests = await feed.ReadQuietlyAtAsync(401, 402, 403);

        // Before the overlap had an end: as the first two rounds.
        Assert.Equal([whileItLasts, whileItLasts, 1], requests);
        Assert.Equal("?$filter=updatedDateTime gt 2026-01-01T00:01:40Z&$orderby=updatedDateTime asc", feed.LastQuery);
    }

    [Fact]
    public async Task A_checkpoint_at_rest_keeps_its_text_until_something_changes()
    {
        using FollowedFeed feed = new();
        feed.Write("a", 100);
        await feed.ReadAtAsync(100);
        await feed.ReadQuietlyAtAsync(500, 501);
        string atRest = feed.Stored;

        await feed.ReadQuietlyAtAsync(600, 700 + Day);
        Assert.Equal(atRest, feed.Stored);

        feed.Write("b", 800 + Day);
        await RequireAsync(feed, 801 + Day, "b");
        Assert.NotEqual(atRest, feed.Stored);
        Assert.Equal(ListService.At(500 + Day), feed.Checkpoint.StartTime);
    }

    [Fact]
    public async Task After_a_rest_the_overlap_reaches_back_to_the_change_before_it_and_no_further()
    {
        using FollowedFeed feed = new();
        feed.Write("a", 100);
        await feed.ReadAtAsync(100);
        await feed.ReadQuietlyAtAsync(500, 501);

        feed.Write("b", 150);
        await RequireAsync(feed, 502, "b");
        Assert.Equal(ListService.At(100).AddTicks(1), feed.Checkpoint.StartTime);
        feed.Write("c", 120);
        await RequireAsync(feed, 503, "c");
        await feed.ReadQuietlyAtAsync(900, 901);

        Assert.Equal(ListService.At(150).AddTicks(1), feed.Checkpoint.StartTime);
    }

    [Fact]
    public async Task Many_changes_after_a_rest_are_read_page_by_page()
    {
        using FollowedFeed feed = new(pageSize: 2);
        feed.Write("a", 100);
        await feed.ReadAtAsync(100);
        await feed.ReadQuietlyAtAsync(500, 501);
        string[] later = [.. Enumerable.Range(0, 9).Select(Id)];
        foreach ((int index, string id) in later.Index())
        {
            feed.Write(id, 1_000 + index);
        }

        Assert.Equal(later, (await feed.ReadAtAsync(1_010)).Ids);
        await feed.ReadQuietlyAtAsync(1_011);
    }

    [Fact]
    public async Task A_change_ahead_of_time_stays_known_while_the_others_are_at_rest()
    {
        using FollowedFeed feed = new();
        feed.Write("a", 100);
        feed.Write("wrong", 1_000_000);
        Assert.Equal(["a", "wrong"], (await feed.ReadAtAsync(100)).Ids);

        int[] requests = await feed.ReadQuietlyAtAsync(500, 501, 502);
        Assert.Equal([1, 1, 1], requests);
        Assert.Equal(ListService.At(100).AddTicks(1), feed.Checkpoint.StartTime);
        Assert.Equal(["wrong"], feed.Checkpoint.Seen.Select(change => change.Id));

        feed.Write("b", 600);
        await RequireAsync(feed, 601, "b");
    }

    [Fact]
    public async Task The_deletion_of_the_newest_referral_does_not_keep_the_rounds_long()
    {
        using FollowedFeed feed = new(pageSize: 2);
        for (int i = 0; i < 5; i++)
        {
            feed.Write(Id(i), 100 + i);
        }

        await feed.ReadAtAsync(105);
        feed.Model.Delete(Id(4));

        // The last seen change is not listed any more, so only those before it are known to be read. Before the overlap had an end: 5
        // requests in each round.
        int[] requests = await feed.ReadQuietlyAtAsync(500, 501, 502, 503);
        Assert.Equal([1, 1], requests[2..]);
        Assert.Equal(ListService.At(104).AddTicks(1), feed.Checkpoint.StartTime);
    }

    [Fact]
    public async Task A_program_that_stores_only_checkpoints_with_changes_misses_nothing()
    {
        using FollowedFeed feed = new();
        feed.Write("a", 100);
        await feed.ReadAtAsync(100);
        string stored = feed.Stored;
        foreach (int second in (int[])[500, 600, 700])
        {
            feed.Stored = stored;
            await feed.ReadQuietlyAtAsync(second);
        }

        feed.Stored = stored;
        feed.Write("b", 750);

        Assert.Equal(["b"], (await feed.ReadAtAsync(760)).Ids);
    }

    private static async Task RequireAsync(FollowedFeed feed, double second, string id)
    {
        (string[] ids, int requests) = await feed.ReadAtAsync(second);
        Assert.Equal([id], ids);
        Assert.Equal(1, requests);
    }

    private static void WriteMany(FollowedFeed feed, double spacing)
    {
        for (int i = 0; i < 2_000; i++)
        {
            feed.Write(Id(i), 100 - (spacing * 1_000) + (spacing * i));
        }
    }

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"{number:x8}-0000-4000-8000-000000000000");
}
