using System.Globalization;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that a change whose time is ahead of the service's own time hides no later change.</summary>
public sealed class WrongClockTests
{
    private const double Ahead = 1_000_000_000;

    [Theory]
    [InlineData(100)]
    [InlineData(2)]
    [InlineData(1)]
    public async Task A_change_far_ahead_of_the_others_hides_no_later_change(int pageSize)
    {
        ModelService model = new() { PageSize = pageSize, Now = ListService.At(1_000) };
        using ListService service = new(model.Answer);
        Write(model, ("a", 10), ("b", 20), ("c", 30), ("wrong", Ahead));

        (string[] first, ChangeCheckpoint checkpoint) = await ReadAsync(service, ChangeCheckpoint.Beginning);
        model.Now = ListService.At(2_000);
        Write(model, ("a", 1_500), ("d", 1_600));
        (string[] second, checkpoint) = await ReadAsync(service, checkpoint);
        model.Now = ListService.At(3_000);
        Write(model, ("b", 2_500));
        (string[] third, checkpoint) = await ReadAsync(service, checkpoint);

        Assert.Equal(["a", "b", "c", "wrong"], first);
        Assert.Equal(["a", "d"], second);
        Assert.Equal(["b"], third);
        Assert.Equal(ListService.At(2_500) - TimeSpan.FromMinutes(5), checkpoint.StartTime);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(1)]
    public async Task A_change_ahead_of_time_is_returned_again_only_when_the_referral_changes(int pageSize)
    {
        ModelService model = new() { PageSize = pageSize, Now = ListService.At(1_000) };
        using ListService service = new(model.Answer, maxRequests: 10_000);
        Write(model, ("a", 10), ("wrong", Ahead));
        ChangeCheckpoint checkpoint = ChangeCheckpoint.Beginning;
        for (int i = 0; i < 50; i++)
        {
            Write(model, ("wrong", Ahead + i));

            (_, checkpoint) = await ReadAsync(service, checkpoint);
            (string[] again, checkpoint) = await ReadAsync(service, ChangeCheckpoint.Parse(checkpoint.Value));

            Assert.Empty(again);
        }

        // Only the latest of fifty versions is kept, so the checkpoint does not grow.
        Assert.Equal(["a", "wrong"], checkpoint.Seen.Select(change => change.Id).Order());
    }

    [Fact]
    public async Task A_change_that_was_ahead_of_time_does_not_carry_an_unfinished_reading_past_others()
    {
        ModelService model = new() { PageSize = 2, Now = ListService.At(1_000) };
        using ListService service = new(model.Answer);
        Write(model, ("a", 900), ("wrong", 5_000));
        (_, ChangeCheckpoint checkpoint) = await ReadAsync(service, ChangeCheckpoint.Beginning.WithOverlap(TimeSpan.Zero));
        model.Now = ListService.At(6_000);
        Write(model, ("b", 2_000), ("c", 3_000), ("d", 4_000), ("e", 5_500));
        await foreach (ReferralChanges changes in service.Client.ListChangesAsync(
            checkpoint, cancellationToken: TestContext.Current.CancellationToken))
        {
            checkpoint = changes.Checkpoint;
            break;
        }

        (string[] rest, _) = await ReadAsync(service, checkpoint);

        Assert.Equal(["c", "d", "e"], rest);
    }

    [Fact]
    public async Task A_start_never_passes_the_services_time()
    {
        ModelService model = new() { Now = ListService.At(1_000) };
        using ListService service = new(model.Answer);
        Write(model, ("a", 1_001.5));
        (string[] first, ChangeCheckpoint checkpoint) = await ReadAsync(service, ChangeCheckpoint.Beginning.WithOverlap(TimeSpan.Zero));
        Write(model, ("b", 1_000.5));

        (string[] second, _) = await ReadAsync(service, checkpoint);

        Assert.Equal(["a"], first);
        Assert.Equal(ListService.At(1_000), checkpoint.StartTime);
        Assert.Equal(["b"], second);
    }

    [Fact]
    public async Task A_change_written_behind_one_that_is_a_little_ahead_belongs_to_the_next_reading()
    {
        ModelService model = new() { PageSize = 1, Now = ListService.At(1_000) };
        Write(model, ("a", 10), ("ahead", 1_001.5), ("ahead too", 1_001.6));
        using ListService service = new(query =>
        {
            if (query.Contains(" ge 2026-01-01T00:16:41.5Z", StringComparison.Ordinal) && model.Now < ListService.At(1_002))
            {
                Write(model, ("b", 1_000.5));
                model.Now = ListService.At(1_002);
            }

            return model.Answer(query);
        });

        (string[] first, ChangeCheckpoint checkpoint) = await ReadAsync(service, ChangeCheckpoint.Beginning.WithOverlap(TimeSpan.Zero));
        (string[] second, _) = await ReadAsync(service, checkpoint);

        Assert.Equal(["a", "ahead", "ahead too"], first);
        Assert.Equal(["b"], second);
    }

    [Fact]
    public async Task A_reading_ends_at_the_services_time_while_others_keep_writing()
    {
        ModelService model = new() { PageSize = 1, Now = ListService.At(1_000) };
        Write(model, ("a", 10), ("b", 20), ("wrong", Ahead));
        using ListService service = new(query =>
        {
            model.Now = model.Now.AddSeconds(1);
            Write(model, ($"new{model.Now.Second}{model.Now.Minute}", (model.Now - ListService.At(0)).TotalSeconds));
            return model.Answer(query);
        });

        (string[] ids, _) = await ReadAsync(service, ChangeCheckpoint.Beginning);

        Assert.Equal(["a", "b"], ids[..2]);
        Assert.Single(ids, id => id == "wrong");
        Assert.InRange(ids.Length, 3, 10);
    }

    [Fact]
    public async Task Without_the_services_time_the_newest_change_leads_on()
    {
        ModelService model = new() { Now = ListService.At(1_000), SendsDate = false };
        using ListService service = new(model.Answer);
        Write(model, ("a", 10), ("wrong", Ahead));

        (string[] ids, ChangeCheckpoint checkpoint) = await ReadAsync(service, ChangeCheckpoint.Beginning);

        Assert.Equal(["a", "wrong"], ids);
        Assert.Equal(ListService.At(Ahead) - TimeSpan.FromMinutes(5), checkpoint.StartTime);
    }

    [Theory]
    [InlineData("9999-12-31T23:59:59Z", "9999-12-31T23:59:59.9999999Z")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:01Z")]
    [InlineData("0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z")]
    public async Task The_ends_of_the_calendar_are_times_like_others(string date, string time)
    {
        ModelService model = new() { PageSize = 1, Now = Parsed(date) };
        using ListService service = new(model.Answer);
        model.Write("a", Parsed(time));
        model.Write("b", Parsed(time));

        (string[] ids, ChangeCheckpoint checkpoint) = await ReadAsync(service, ChangeCheckpoint.Beginning);

        Assert.Equal(["a", "b"], ids);
        Assert.Empty((await ReadAsync(service, checkpoint)).Ids);
    }

    [Fact]
    public async Task A_stored_checkpoint_with_a_change_ahead_of_time_is_still_read()
    {
        ModelService model = new() { Now = ListService.At(1_000) };
        using ListService service = new(model.Answer);
        Write(model, ("a", 900), ("wrong", Ahead));
        string time = ListService.At(Ahead).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        string stored = $$"""
            {"version":1,"from":"2026-01-01T00:00:00+00:00","overlap":3000000000,
             "seen":[{"id":"wrong","eTag":"\"2\"","updatedDateTime":"{{time}}"}]}
            """;

        (string[] ids, ChangeCheckpoint checkpoint) = await ReadAsync(service, ChangeCheckpoint.Parse(stored));

        Assert.Equal(["a"], ids);
        Assert.Equal(ListService.At(600), checkpoint.StartTime);
    }

    [Fact]
    public void A_change_is_ahead_of_time_when_it_is_more_than_two_seconds_after_the_services_time()
    {
        ServiceClock clock = new(ListService.At(0));

        Assert.False(clock.IsAhead(ListService.At(2)));
        Assert.True(clock.IsAhead(ListService.At(2).AddTicks(1)));
    }

    private static DateTimeOffset Parsed(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);

    private static void Write(ModelService model, params (string Id, double Second)[] changes)
    {
        foreach ((string id, double second) in changes)
        {
            model.Write(id, ListService.At(second));
        }
    }

    private static async Task<(string[] Ids, ChangeCheckpoint Checkpoint)> ReadAsync(ListService service, ChangeCheckpoint checkpoint)
    {
        List<ReferralChanges> changes = [];
        Assert.Null(await service.ReadAsync(checkpoint, changes));
        return ([.. changes.SelectMany(batch => batch.Referrals).Select(referral => referral.Id)], changes[^1].Checkpoint);
    }
}
