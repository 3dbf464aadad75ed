namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests how the change feed goes on after pages whose referrals differ from each other in what matters.</summary>
public sealed class ChangeFeedPageTests
{
    [Fact]
    public async Task One_change_that_passes_the_filter_for_later_ones_ends_the_reading()
    {
        ReferralsException? failure = await ReadAsync([], query => query switch
        {
            _ when query.Contains(" desc", StringComparison.Ordinal) => ListAnswer.Of(null, ListRecord.At(20, "b")),
            _ when query.Contains(" ge ", StringComparison.Ordinal) => ListAnswer.Of("?$skiptoken=1", ListRecord.At(10, "a")),
            // Both the page of the link and the one that the filter should have kept to later changes.
            _ => ListAnswer.Of(null, ListRecord.At(10, "a"), ListRecord.At(20, "b")),
        });

        Assert.Contains("did not filter the changes by updatedDateTime", failure?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_with_one_change_whose_time_can_be_read_leads_on_from_that_time()
    {
        List<ReferralChanges> changes = [];

        ReferralsException? failure = await ReadAsync(changes, query => query switch
        {
            "?$skiptoken=1" => ListAnswer.Of(null, ListRecord.At(30, "c")),
            _ when query.Contains(" desc", StringComparison.Ordinal) => ListAnswer.Of(null, ListRecord.At(40, "d")),
            _ when query.Contains(" gt ", StringComparison.Ordinal) =>
                ListAnswer.Of("?$skiptoken=2", ListRecord.WithUnreadableTime("odd"), ListRecord.At(30, "c")),
            _ when query.Contains(" ge 2026-01-01T00:00:30Z", StringComparison.Ordinal) =>
                ListAnswer.Of(null, ListRecord.At(30, "c"), ListRecord.At(40, "d")),
            _ => ListAnswer.Of("?$skiptoken=1", ListRecord.At(10, "a")),
        });

        Assert.Null(failure);
        Assert.Equal(["a", "odd", "c", "d"], Ids(changes));
    }

    [Fact]
    public async Task The_newest_of_several_changes_behind_an_empty_page_ends_the_reading()
    {
        List<ReferralChanges> changes = [];

        ReferralsException? failure = await ReadAsync(changes, query => query switch
        {
            "?$skiptoken=newest" => ListAnswer.Of(null, ListRecord.At(20, "b"), ListRecord.At(15, "a")),
            _ when query.Contains(" desc", StringComparison.Ordinal) => ListAnswer.Of("?$skiptoken=newest"),
            _ when query.Contains(" ge 2026-01-01T00:00:15Z", StringComparison.Ordinal) =>
                ListAnswer.Of(null, ListRecord.At(15, "a"), ListRecord.At(20, "b")),
            _ => ListAnswer.Of("?$skiptoken=1", ListRecord.At(15, "a")),
        });

        Assert.Null(failure);
        Assert.Equal(["a", "b"], Ids(changes));
    }

    private static string[] Ids(List<ReferralChanges> changes) =>
        [.. changes.SelectMany(batch => batch.Referrals).Select(referral => referral.Id)];

    private static async Task<ReferralsException?> ReadAsync(List<ReferralChanges> changes, Func<string, ListAnswer> answer)
    {
        using ListService service = new(answer);
        return await service.ReadAsync(ChangeCheckpoint.Since(ListService.At(10)), changes);
    }
}
