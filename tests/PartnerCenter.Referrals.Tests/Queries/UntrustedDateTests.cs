namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Tests that a <c>Date</c> header that is missing or wrong, always or at times, makes the change feed skip and repeat nothing.
/// </summary>
public sealed class UntrustedDateTests
{
    private static readonly TimeSpan Years = TimeSpan.FromDays(3_650);

    private static readonly DateTimeOffset Start = ListService.At(1_000);

    // What the responses of a service whose clock is right say in its place. The counter is that of the response.
    private static readonly Dictionary<string, Func<DateTimeOffset, int, DateTimeOffset?>> Faults = new()
    {
        ["right"] = static (time, _) => time,
        ["missing"] = static (_, _) => null,
        ["missing in every other response"] = static (time, response) => response % 2 == 0 ? null : time,
        ["missing after the first round"] = static (time, _) => time > Start ? null : time,
        ["missing in the first round"] = static (time, _) => time > Start ? time : null,
        ["years ahead"] = static (time, _) => time + Years,
        ["years behind"] = static (time, _) => time - Years,
        ["an hour ahead"] = static (time, _) => time.AddHours(1),
        ["an hour behind"] = static (time, _) => time.AddHours(-1),
        ["years ahead after the first round"] = static (time, _) => time > Start ? time + Years : time,
        ["years behind after the first round"] = static (time, _) => time > Start ? time - Years : time,
        ["years ahead in the first round"] = static (time, _) => time > Start ? time : time + Years,
        ["years behind in the first round"] = static (time, _) => time > Start ? time : time - Years,
        ["years ahead in one round"] = static (time, _) => time == Start.AddSeconds(60) ? time + Years : time,
        ["years behind in one round"] = static (time, _) => time == Start.AddSeconds(60) ? time - Years : time,
        ["an hour ahead in one round"] = static (time, _) => time == Start.AddSeconds(60) ? time.AddHours(1) : time,
        ["an hour behind in one round"] = static (time, _) => time == Start.AddSeconds(60) ? time.AddHours(-1) : time,
        ["years ahead in every other response"] = static (time, response) => response % 2 == 0 ? time + Years : time,
        ["years behind in every third response"] = static (time, response) => response % 3 == 0 ? time - Years : time,
        ["an hour ahead in every third response"] = static (time, response) => response % 3 == 0 ? time.AddHours(1) : time,
        ["never moving on"] = static (_, _) => Start,
        ["at the end of the calendar"] = static (_, _) => DateTimeOffset.MaxValue,
        ["at its beginning"] = static (_, _) => DateTimeOffset.MinValue,
    };

    public static MatrixTheoryData<string, int, int> Matrix => new(Faults.Keys, [100, 1], [1_050, 1_110, 1_290]);

    [Theory, MemberData(nameof(Matrix))]
    public async Task No_change_is_skipped_or_repeated_whatever_the_service_says_of_its_time(string fault, int pageSize, int listed)
    {
        int responses = 0;
        using FollowedFeed feed = new(pageSize) { Date = time => Faults[fault](time, ++responses) };
        feed.Write("first", 990);
        feed.Write("a", 1_000);
        List<string> ids = [];
        for (int second = 1_000; second <= 4_000; second += 60)
        {
            if (second - 60 < listed && listed <= second)
            {
                feed.Write("late", 995);
            }

            if (second is 1_420 or 1_540)
            {
                feed.Write($"at {second}", second - 1);
            }

            ids.AddRange((await feed.ReadAtAsync(second)).Ids);
        }

        Assert.Equal(["first", "a", "late", "at 1420", "at 1540"], ids);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("missing in every other response")]
    [InlineData("years behind")]
    [InlineData("never moving on")]
    public async Task Without_a_time_that_can_be_trusted_the_overlap_does_not_end(string fault)
    {
        int responses = 0;
        using FollowedFeed feed = new(pageSize: 1) { Date = time => Faults[fault](time, ++responses) };
        feed.Write("a", 990);
        feed.Write("b", 1_000);
        await feed.ReadAtAsync(1_000);

        await feed.ReadQuietlyAtAsync(Enumerable.Range(1, 100).Select(minute => 1_000.0 + (60 * minute)));

        Assert.True(feed.Checkpoint.StartTime is null || feed.Checkpoint.StartTime < ListService.At(990), feed.Checkpoint.ToString());
    }

    [Theory]
    [InlineData("right")]
    [InlineData("years ahead")]
    [InlineData("an hour ahead")]
    [InlineData("missing after the first round")]
    [InlineData("years ahead after the first round")]
    [InlineData("years behind in the first round")]
    [InlineData("years ahead in one round")]
    public async Task A_clock_that_moves_on_as_it_should_ends_the_overlap_even_if_it_is_or_was_wrong(string fault)
    {
        using FollowedFeed feed = new() { Date = time => Faults[fault](time, 1) };
        feed.Write("a", 990);
        feed.Write("b", 1_000);
        await feed.ReadAtAsync(1_000);

        await feed.ReadQuietlyAtAsync(Enumerable.Range(1, 9).Select(minute => 1_000.0 + (60 * minute)));

        bool ends = fault != "missing after the first round";
        Assert.Equal(ends ? ListService.At(1_000).AddTicks(1) : ListService.At(700), feed.Checkpoint.StartTime);
    }

    [Fact]
    public async Task Of_a_round_with_several_responses_the_earliest_time_counts()
    {
        int responses = 0;
        using FollowedFeed feed = new(pageSize: 1);
        feed.Write("a", 990);
        feed.Write("b", 1_000);
        await feed.ReadAtAsync(1_000);

        // All responses but the first of a round are an hour ahead.
        feed.Date = time => ++responses == 1 ? time : time.AddHours(1);
        foreach (int second in (int[])[1_060, 1_120, 1_180])
        {
            responses = 0;
            await feed.ReadQuietlyAtAsync(second);
        }

        feed.Write("late", 950);
        responses = 0;

        Assert.Equal(["late"], (await feed.ReadAtAsync(1_240)).Ids);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("years ahead")]
    public async Task A_change_ahead_of_time_hides_no_later_change_when_a_response_has_no_time_or_a_wrong_one(string fault)
    {
        using FollowedFeed feed = new();
        feed.Write("a", 990);
        feed.Write("wrong", 1_000_000);
        Assert.Equal(["a", "wrong"], (await feed.ReadAtAsync(1_000)).Ids);

        feed.Date = time => (time - Start).TotalSeconds is 60 or 500 or 900 ? Faults[fault](time, 1) : time;
        await feed.ReadQuietlyAtAsync(1_060);
        feed.Write("b", 1_100);
        Assert.Equal(["b"], (await feed.ReadAtAsync(1_120)).Ids);
        await feed.ReadQuietlyAtAsync(1_500, 1_560, 1_900);
        feed.Write("c", 2_000);

        Assert.Equal(["c"], (await feed.ReadAtAsync(2_001)).Ids);
    }

    [Fact]
    public void A_step_of_more_than_two_days_does_not_count()
    {
        QuietTime quiet = QuietTime.Unknown.AfterNews(Start);

        Assert.Equal(TimeSpan.FromDays(2), quiet.AfterNothing(Start.AddDays(2)).Length);
        Assert.Equal(TimeSpan.Zero, quiet.AfterNothing(Start.AddDays(2).AddTicks(1)).Length);
        Assert.Equal(TimeSpan.FromSeconds(1), quiet.AfterNothing(Start.AddDays(3)).AfterNothing(Start.AddDays(3).AddSeconds(1)).Length);
    }

    [Fact]
    public void A_clock_that_goes_back_by_more_than_two_seconds_starts_the_measure_again()
    {
        QuietTime quiet = QuietTime.Unknown.AfterNews(Start).AfterNothing(Start.AddSeconds(10));

        Assert.Equal(quiet, quiet.AfterNothing(Start.AddSeconds(8)));
        Assert.Equal(new QuietTime(Start.AddSeconds(7), TimeSpan.Zero), quiet.AfterNothing(Start.AddSeconds(7)));
        Assert.Equal(Start.AddSeconds(8), quiet.Confirmed(TimeSpan.FromSeconds(9), Start.AddSeconds(8)));
        Assert.Equal(Start.AddSeconds(10), quiet.Confirmed(TimeSpan.FromSeconds(9), Start.AddSeconds(11)));
        Assert.Null(quiet.Confirmed(TimeSpan.FromSeconds(9), Start.AddSeconds(7)));
        Assert.Null(quiet.Confirmed(TimeSpan.FromSeconds(10), Start.AddSeconds(11)));
    }

    [Fact]
    public void News_without_a_time_are_measured_from_the_next_reading_on_and_the_last_time_stays_known()
    {
        QuietTime quiet = QuietTime.Unknown.AfterNews(Start).AfterNothing(Start.AddSeconds(10)).AfterNews(null);

        Assert.Equal(new QuietTime(Start.AddSeconds(10), null), quiet);
        Assert.Null(quiet.Confirmed(TimeSpan.Zero, Start.AddDays(1)));
        Assert.Equal(new QuietTime(Start.AddSeconds(20), TimeSpan.Zero), quiet.AfterNothing(Start.AddSeconds(20)));
    }
}
