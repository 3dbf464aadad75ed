namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Tests where a reading of changes ends and where the next one starts, while the service's clock moves on and others keep writing.
/// </summary>
public sealed class CheckpointAdvanceTests
{
    private const double Ahead = 1_000_000_000;

    private static readonly ChangeCheckpoint Beginning = ChangeCheckpoint.Beginning.WithOverlap(TimeSpan.Zero);

    [Fact]
    public async Task A_change_that_comes_again_with_a_later_page_is_returned_once()
    {
        using ListService service = new(query => query switch
        {
            _ when query.Contains(" desc", StringComparison.Ordinal) => ListAnswer.Of(null, ListRecord.At(30, "c")),
            _ when query.Contains(" ge ", StringComparison.Ordinal) =>
                ListAnswer.Of(null, ListRecord.At(10, "a"), ListRecord.At(20, "b"), ListRecord.At(30, "c")),
            _ => ListAnswer.Of("?$skiptoken=1", ListRecord.At(10, "a"), ListRecord.At(20, "b")),
        });

        Assert.Equal(["a", "b", "c"], Ids(await ReadAsync(service, Beginning)));
    }

    [Fact]
    public async Task Without_any_time_to_end_at_a_reading_ends_at_the_newest_change_of_its_first_page()
    {
        using ListService service = new(query => query switch
        {
            _ when query.Contains(" desc", StringComparison.Ordinal) => ListAnswer.Of(null, ListRecord.Timeless("t")),
            _ when query.Contains(" ge ", StringComparison.Ordinal) =>
                ListAnswer.Of(null, ListRecord.At(3, "b"), ListRecord.At(3, "c"), ListRecord.At(4, "d")),
            _ => ListAnswer.Of("?$skiptoken=1", ListRecord.At(1, "a"), ListRecord.At(3, "b")),
        });

        Assert.Equal(["a", "b", "c"], Ids(await ReadAsync(service, Beginning)));
    }

    [Fact]
    public async Task The_start_moves_on_to_a_change_whose_time_the_service_has_passed_meanwhile()
    {
        ModelService model = Model(("a", 10), ("b", 1_001.5));
        using ListService service = new(query =>
        {
            if (query.Contains(" ge 2026-01-01T00:00:10Z", StringComparison.Ordinal))
            {
                model.Now = ListService.At(1_005);
            }

            return model.Answer(query);
        });

        List<ReferralChanges> changes = await ReadAsync(service, Beginning);

        Assert.Equal(["a", "b"], Ids(changes));
        Assert.Equal(ListService.At(1_001.5), changes[^1].Checkpoint.StartTime);
    }

    [Fact]
    public async Task A_change_that_is_written_late_at_the_services_own_time_belongs_to_the_next_reading()
    {
        ModelService model = Model(("a", 1_000), ("c", 1_001.5));
        using ListService service = new(query =>
        {
            // Times in whole seconds: another change at 1,000 appears after all changes of that second were read.
            if (query.Contains(" gt ", StringComparison.Ordinal) && model.Now < ListService.At(1_005))
            {
                model.Write("x", ListService.At(1_000));
                model.Now = ListService.At(1_005);
            }

            return model.Answer(query);
        });

        List<ReferralChanges> first = await ReadAsync(service, Beginning);
        List<ReferralChanges> second = await ReadAsync(service, first[^1].Checkpoint);

        Assert.Equal(["a", "c"], Ids(first));
        Assert.Equal(["x"], Ids(second));
    }

    [Fact]
    public async Task What_others_write_while_the_changes_ahead_of_time_are_read_belongs_to_the_next_reading()
    {
        ModelService model = Model(("a", 10), ("ahead", 1_005), ("wrong", Ahead));
        using ListService service = new(query =>
        {
            // The first request for the changes ahead.
            if (query.Contains(" ge 2026-01-01T00:16:42Z", StringComparison.Ordinal) && model.Now < ListService.At(1_100))
            {
                model.Write("b", ListService.At(1_050));
                model.Now = ListService.At(1_100);
            }

            return model.Answer(query);
        });

        List<ReferralChanges> first = await ReadAsync(service, Beginning);
        List<ReferralChanges> second = await ReadAsync(service, first[^1].Checkpoint);

        Assert.Equal(["a", "ahead", "wrong"], Ids(first));
        Assert.Equal(["b"], Ids(second));
    }

    [Fact]
    public async Task Changes_ahead_of_time_that_were_returned_before_make_no_empty_batch()
    {
        ModelService model = Model(("a", 10), ("wrong", Ahead));
        using ListService service = new(model.Answer);
        ChangeCheckpoint checkpoint = (await ReadAsync(service, Beginning))[^1].Checkpoint;

        List<ReferralChanges> changes = await ReadAsync(service, checkpoint);

        // The pages up to the service's time bring a checkpoint even if they bring nothing else.
        Assert.Empty(Ids(changes));
        Assert.Equal(2, changes.Count);
    }

    private static ModelService Model(params (string Id, double Second)[] changes)
    {
        ModelService model = new() { PageSize = 1, Now = ListService.At(1_000) };
        foreach ((string id, double second) in changes)
        {
            model.Write(id, ListService.At(second));
        }

        return model;
    }

    private static string[] Ids(List<ReferralChanges> changes) =>
        [.. changes.SelectMany(batch => batch.Referrals).Select(referral => referral.Id)];

    private static async Task<List<ReferralChanges>> ReadAsync(ListService service, ChangeCheckpoint checkpoint)
    {
        List<ReferralChanges> changes = [];
        Assert.Null(await service.ReadAsync(checkpoint, changes));
        return changes;
    }
}
