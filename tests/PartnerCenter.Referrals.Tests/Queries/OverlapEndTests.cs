using System.Globalization;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests when the overlap of a checkpoint is over, and that no change is lost that the service lists within the overlap.</summary>
public sealed class OverlapEndTests
{
    private static readonly DateTimeOffset AtRest = ListService.At(1_000).AddTicks(1);

    [Theory]
    [InlineData(1_300, 1_301, false)]
    [InlineData(1_300, 100_000, false)]
    [InlineData(1_301, 1_302, true)]
    [InlineData(1_301, 1_301, true)]
    public async Task The_overlap_is_over_when_a_reading_after_more_than_its_length_is_confirmed_by_another(
        double first, double second, bool isOver)
    {
        using FollowedFeed feed = new();
        feed.Write("a", 1_000);
        await feed.ReadAtAsync(1_000);

        await feed.ReadQuietlyAtAsync(first);
        Assert.Equal(ListService.At(700), feed.Checkpoint.StartTime);
        await feed.ReadQuietlyAtAsync(second);

        Assert.Equal(isOver ? AtRest : ListService.At(700), feed.Checkpoint.StartTime);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(-1, true)]
    public async Task The_time_of_the_newest_change_counts_to_the_tick(int ticks, bool isOver)
    {
        using FollowedFeed feed = new();
        feed.Model.Write("a", ListService.At(1_001).AddTicks(ticks));
        await feed.ReadAtAsync(1_000);

        // The change lies a second ahead of the service's time, so the overlap ends later than five minutes after it was read.
        await feed.ReadQuietlyAtAsync(1_301, 1_302);

        Assert.Equal(isOver, feed.Checkpoint.StartTime > ListService.At(1_000));
    }

    [Fact]
    public async Task An_overlap_of_zero_is_over_at_the_next_time_of_the_services_clock()
    {
        using FollowedFeed feed = new();
        feed.Stored = ChangeCheckpoint.Beginning.WithOverlap(TimeSpan.Zero).Value;
        feed.Write("a", 1_000);
        await feed.ReadAtAsync(1_000.2);
        await feed.ReadQuietlyAtAsync(1_000.4, 1_000.9);
        Assert.Equal(ListService.At(1_000), feed.Checkpoint.StartTime);

        // Another change of the same second.
        feed.Write("b", 1_000);
        Assert.Equal(["b"], (await feed.ReadAtAsync(1_000.9)).Ids);
        await feed.ReadQuietlyAtAsync(1_001, 1_002);

        Assert.Equal(AtRest, feed.Checkpoint.StartTime);
    }

    [Theory]
    [InlineData(1_010)]
    [InlineData(1_150)]
    [InlineData(1_299)]
    public async Task A_change_that_is_listed_late_within_the_overlap_comes_once(double listed)
    {
        using FollowedFeed feed = new();
        feed.Write("a", 1_000);
        List<string> ids = [];
        bool isListed = false;
        for (int second = 1_000; second < 2_000; second += 20)
        {
            if (second >= listed && !isListed)
            {
                isListed = true;
                feed.Write("late", 999);
            }

            ids.AddRange((await feed.ReadAtAsync(second)).Ids);
        }

        Assert.Equal(["a", "late"], ids);
        Assert.Equal(AtRest, feed.Checkpoint.StartTime);
    }

    [Fact]
    public async Task A_late_change_starts_the_measure_of_the_silence_again()
    {
        using FollowedFeed feed = new();
        feed.Write("a", 1_000);
        await feed.ReadAtAsync(1_000);
        await feed.ReadQuietlyAtAsync(1_301);
        feed.Write("late", 900);

        Assert.Equal(["late"], (await feed.ReadAtAsync(1_302)).Ids);
        await feed.ReadQuietlyAtAsync(1_303, 1_602);
        Assert.Equal(ListService.At(700), feed.Checkpoint.StartTime);
        await feed.ReadQuietlyAtAsync(1_603, 1_604);

        Assert.Equal(AtRest, feed.Checkpoint.StartTime);
    }

    [Fact]
    public async Task The_silence_counts_from_the_response_with_the_last_change_not_from_the_start_of_its_round()
    {
        ModelService model = new() { PageSize = 1 };
        using ListService service = new(query =>
        {
            ListAnswer answer = model.Answer(query);
            model.Now = model.Now < ListService.At(1_100) ? ListService.At(1_100) : model.Now;
            return answer;
        });
        model.Now = ListService.At(1_000);
        model.Write("a", ListService.At(990));
        model.Write("b", ListService.At(1_000));
        List<ReferralChanges> changes = [];
        Assert.Null(await service.ReadAsync(ChangeCheckpoint.Beginning, changes));
        foreach ((int second, bool isOver) in ((int, bool)[])[(1_301, false), (1_400, false), (1_401, false), (1_402, true)])
        {
            model.Now = ListService.At(second);

            Assert.Null(await service.ReadAsync(changes[^1].Checkpoint, changes));

            Assert.Equal(isOver ? AtRest : ListService.At(700), changes[^1].Checkpoint.StartTime);
        }
    }

    [Fact]
    public async Task A_change_that_is_listed_after_the_end_of_the_overlap_is_not_asked_for()
    {
        using FollowedFeed feed = new();
        feed.Write("a", 1_000);
        await feed.ReadAtAsync(1_000);
        await feed.ReadQuietlyAtAsync(1_301, 1_302);

        feed.Write("too late", 1_000);

        await feed.ReadQuietlyAtAsync(1_303);
    }

    [Fact]
    public async Task A_reading_that_is_not_finished_ends_no_overlap()
    {
        using FollowedFeed feed = new(pageSize: 1);
        feed.Write("a", 1_000);
        feed.Write("b", 1_001);
        await feed.ReadAtAsync(1_001);
        await feed.ReadQuietlyAtAsync(1_500);
        string stored = feed.Stored;

        using ListService service = new(feed.Model.Answer);
        await foreach (ReferralChanges changes in service.Client.ListChangesAsync(
            feed.Checkpoint, cancellationToken: TestContext.Current.CancellationToken))
        {
            Assert.Equal(stored, changes.Checkpoint.Value);
            break;
        }
    }

    [Fact]
    public async Task A_reading_that_ends_before_the_newest_change_passes_nothing_that_it_did_not_read()
    {
        ModelService model = new() { PageSize = 2, Now = ListService.At(1_000) };
        bool isStale = false;
        using ListService service = new(query => isStale && query.Contains(" desc", StringComparison.Ordinal)
            ? ListAnswer.Of(null, ListRecord.At(995, "b")) with { Date = model.Now }
            : model.Answer(query));
        foreach ((string id, int second) in ((string, int)[])[("a", 990), ("b", 995), ("c", 1_000)])
        {
            model.Write(id, ListService.At(second));
        }

        List<ReferralChanges> changes = [];
        Assert.Null(await service.ReadAsync(ChangeCheckpoint.Beginning, changes));
        model.Write("late", ListService.At(997));
        isStale = true;
        foreach (int second in (int[])[1_296, 1_301, 1_302])
        {
            model.Now = ListService.At(second);
            Assert.Null(await service.ReadAsync(changes[^1].Checkpoint, changes));
            Assert.DoesNotContain("late", changes[^1].Referrals.Select(referral => referral.Id));
        }

        isStale = false;
        Assert.Null(await service.ReadAsync(changes[^1].Checkpoint, changes));

        Assert.Equal(["a", "b", "c", "late"], changes.SelectMany(batch => batch.Referrals).Select(referral => referral.Id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_crash_between_rounds_repeats_only_what_was_not_stored(bool isAtRest)
    {
        using FollowedFeed feed = new();
        feed.Write("a", 1_000);
        await feed.ReadAtAsync(1_000);
        await feed.ReadQuietlyAtAsync(isAtRest ? [1_301, 1_302] : [1_301]);
        string stored = feed.Stored;
        feed.Write("b", 1_400);
        Assert.Equal(["b"], (await feed.ReadAtAsync(1_401)).Ids);
        await feed.ReadQuietlyAtAsync(1_800, 1_801);

        feed.Stored = stored;
        feed.Write("c", 5_000);

        Assert.Equal(["b", "c"], (await feed.ReadAtAsync(5_001)).Ids);
        await feed.ReadQuietlyAtAsync(5_400, 5_401, 5_402);
        Assert.Equal(ListService.At(5_000).AddTicks(1), feed.Checkpoint.StartTime);
    }

    [Fact]
    public async Task A_checkpoint_that_an_earlier_version_stored_goes_on_and_comes_to_rest()
    {
        using FollowedFeed feed = new();
        feed.Model.Write("a", ListService.At(1_000));
        feed.Write("b", 900);
        feed.Stored = """
            {"version":1,"from":"2026-01-01T00:11:40\u002B00:00","overlap":3000000000,
             "seen":[{"id":"a","eTag":"\u00221\u0022","updatedDateTime":"2026-01-01T00:16:40\u002B00:00"}]}
            """;

        Assert.Equal(["b"], (await feed.ReadAtAsync(100_000)).Ids);
        await feed.ReadQuietlyAtAsync(100_060, 100_400, 100_401);

        Assert.Equal(AtRest, feed.Checkpoint.StartTime);
    }

    [Fact]
    public async Task The_stored_text_has_what_an_earlier_version_needs_of_it()
    {
        using FollowedFeed feed = new();
        feed.Write("a", 1_000);
        await feed.ReadAtAsync(1_000);
        await feed.ReadQuietlyAtAsync(1_301);
        Assert.Equal(
            """
            {"version":1,"from":"2026-01-01T00:11:40+00:00","overlap":3000000000,"seen":[{"id":"a","eTag":""1"",
            "updatedDateTime":"2026-01-01T00:16:40+00:00"}],"clock":"2026-01-01T00:21:41+00:00","quiet":3010000000}
            """.ReplaceLineEndings(""),
            System.Text.RegularExpressions.Regex.Unescape(feed.Stored));

        await feed.ReadQuietlyAtAsync(1_302);
        Assert.Equal(
            """{"version":1,"from":"2026-01-01T00:16:40.0000001+00:00","overlap":3000000000,"seen":[],"overlapIsOver":true}""",
            System.Text.RegularExpressions.Regex.Unescape(feed.Stored));
        Assert.Equal(feed.Stored, feed.Checkpoint.WithOverlap(TimeSpan.FromMinutes(5)).Value);
    }

    [Fact]
    public async Task A_service_that_lists_the_passed_change_again_repeats_nothing_and_hides_nothing()
    {
        // It compares times in whole seconds.
        using ListService service = new(query => query.Contains(" gt ", StringComparison.Ordinal)
            ? ListAnswer.Of(null, ListRecord.At(1_000.5, "a"), ListRecord.At(1_000.7, "b"))
            : throw new InvalidOperationException("Only the changes after the passed one are asked for."));
        string passed = ListService.At(1_000.5).AddTicks(1).ToString("O", CultureInfo.InvariantCulture);
        string stored = $$"""{"version":1,"from":"{{passed}}","overlap":3000000000,"seen":[],"overlapIsOver":true}""";
        List<ReferralChanges> changes = [];

        Assert.Null(await service.ReadAsync(ChangeCheckpoint.Parse(stored), changes));
        Assert.Null(await service.ReadAsync(ChangeCheckpoint.Parse(changes[0].Checkpoint.Value), changes));

        Assert.Equal("b", Assert.Single(changes[0].Referrals).Id);
        Assert.Empty(changes[1].Referrals);
        Assert.All(service.Queries, query => Assert.Equal(
            "?$filter=updatedDateTime gt 2026-01-01T00:16:40.5Z&$orderby=updatedDateTime asc", query));
    }
}
