using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Tests that the change feed names the referrals that it cannot read, by what can be read of them, and goes on after them.
/// </summary>
public sealed class UnreadableChangeTests : IDisposable
{
    private const string Link = "3f6b2c1e-0000-4000-8000-0000000000aa";

    private static readonly (string Json, UnreadableReferral Expected)[] Items =
    [
        ("5", new() { Reason = "The item is no object." }),
        ("null", new() { Reason = "The item is no object." }),
        ("""{"id":[7]}""", new() { Reason = "The item has an id that cannot be read." }),
        (
            $$"""
            {"id":{"a":"planted"},"eTag":"\"7\"","updatedDateTime":"2026-01-01T01:00:02+01:00",
             "links":{"self":{"uri":"https://api.example.com/v1.0/engagements/referrals/{{Link}}","method":"GET"} } }
            """,
            new()
            {
                Id = Link,
                ETag = "\"7\"",
                UpdatedDateTime = ListService.At(2),
                Reason = "The item has an id that cannot be read.",
            }),
        (
            """{"id":[],"eTag":{},"updatedDateTime":"yesterday","links":{"self":{"uri":"https://planted/"}}}""",
            new() { Reason = "The item has an id that cannot be read." }),
        (
            """{"id":[],"eTag":"\"7\"","updatedDateTime":[],"links":"planted"}""",
            new() { ETag = "\"7\"", Reason = "The item has an id that cannot be read." }),
    ];

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Items.Length)];

    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Theory, MemberData(nameof(Rows))]
    public async Task A_referral_that_cannot_be_read_is_named_by_what_can_be_read_of_it(int row)
    {
        (string item, UnreadableReferral expected) = Items[row];
        string page = $$"""{"value":[{{Record("a", 1)}},{{item}},{{Record("b", 3)}}]}""";
        ReferralsClient client = _service.RespondsWith(HttpStatusCode.OK, page).Client();

        ReferralChanges changes = Assert.Single(
            await client.ListChangesAsync(ChangeCheckpoint.Beginning, cancellationToken: Cancellation).ToListAsync(Cancellation));

        Assert.Equal(["a", "b"], changes.Referrals.Select(referral => referral.Id));
        UnreadableReferral unreadable = Assert.Single(changes.Unreadable);
        Assert.Equal(
            (expected.Id, expected.ETag, expected.UpdatedDateTime, expected.Reason),
            (unreadable.Id, unreadable.ETag, unreadable.UpdatedDateTime, unreadable.Reason));
        Assert.Equal(expected.Id is null ? "UnreadableReferral" : $"UnreadableReferral {Link}", unreadable.ToString());
    }

    [Fact]
    public async Task What_cannot_be_read_comes_once_and_holds_up_neither_the_others_nor_the_end_of_the_overlap()
    {
        ModelService model = new() { PageSize = 2, Now = ListService.At(1_000) };
        using ListService service = new(model.Answer);
        foreach ((string id, int time) in ((string, int)[])[("a", 990), ("odd 1", 991), ("odd 2", 991), ("b", 992), ("odd 3", 1_000)])
        {
            model.Write(id, ListService.At(time), hasUnreadableId: id.StartsWith("odd", StringComparison.Ordinal));
        }

        ReferralChanges first = await ReadAsync(service, ChangeCheckpoint.Beginning);
        model.Now = ListService.At(1_400);
        ReferralChanges second = await ReadAsync(service, first.Checkpoint);
        model.Now = ListService.At(1_401);
        ReferralChanges third = await ReadAsync(service, second.Checkpoint);
        int before = service.Queries.Count;
        await ReadAsync(service, third.Checkpoint);

        Assert.Equal(["a", "b"], first.Referrals.Select(referral => referral.Id));
        Assert.Equal(["\"2\"", "\"3\"", "\"5\""], first.Unreadable.Select(referral => referral.ETag));
        Assert.All([second, third], changes => Assert.Empty(changes.Referrals));
        Assert.All([second, third], changes => Assert.Empty(changes.Unreadable));
        Assert.Equal(ListService.At(1_000).AddTicks(1), third.Checkpoint.StartTime);
        Assert.Equal(1, service.Queries.Count - before);
    }

    [Fact]
    public async Task A_referral_that_cannot_be_read_at_all_comes_once_in_each_reading_that_lists_it()
    {
        string page = $$"""{"value":[{{Record("a", 1)}},5,5,{"id":[],"eTag":"\"1\""}]}""";
        ReferralsClient client = _service.RespondsWith(HttpStatusCode.OK, page).RespondsWith(HttpStatusCode.OK, page).Client();

        List<ReferralChanges> first =
            await client.ListChangesAsync(ChangeCheckpoint.Beginning, cancellationToken: Cancellation).ToListAsync(Cancellation);
        List<ReferralChanges> second =
            await client.ListChangesAsync(first[^1].Checkpoint, cancellationToken: Cancellation).ToListAsync(Cancellation);

        Assert.Equal([null, "\"1\""], Assert.Single(first).Unreadable.Select(referral => referral.ETag));
        Assert.Empty(Assert.Single(second).Referrals);
        Assert.Equal(2, second[0].Unreadable.Count);
        Assert.Equal(["a"], second[0].Checkpoint.Seen.Select(change => change.Id));
    }

    [Fact]
    public async Task A_new_version_that_cannot_be_read_comes_again()
    {
        ModelService model = new() { Now = ListService.At(1_000) };
        using ListService service = new(model.Answer);
        model.Write("odd", ListService.At(1_000), hasUnreadableId: true);
        ReferralChanges first = await ReadAsync(service, ChangeCheckpoint.Beginning);
        model.Write("odd", ListService.At(1_000), hasUnreadableId: true);

        ReferralChanges second = await ReadAsync(service, ChangeCheckpoint.Parse(first.Checkpoint.Value));

        Assert.Equal(["\"1\"", "\"2\""], first.Unreadable.Concat(second.Unreadable).Select(referral => referral.ETag));
    }

    [Fact]
    public async Task What_cannot_be_read_and_changes_during_a_reading_belongs_to_the_next_one()
    {
        ModelService model = new() { PageSize = 2, Now = ListService.At(1_000) };
        bool isWritten = false;
        using ListService service = new(query =>
        {
            ListAnswer answer = model.Answer(query);
            if (query.Contains(" desc", StringComparison.Ordinal) && !isWritten)
            {
                isWritten = true;
                model.Write("odd", ListService.At(1_000.5), hasUnreadableId: true);
            }

            return answer;
        });
        model.Write("a", ListService.At(990));
        model.Write("b", ListService.At(991));
        model.Write("c", ListService.At(992));

        ReferralChanges first = await ReadAsync(service, ChangeCheckpoint.Beginning);
        ReferralChanges second = await ReadAsync(service, first.Checkpoint);

        Assert.Equal(["a", "b", "c"], first.Referrals.Select(referral => referral.Id));
        Assert.Empty(first.Unreadable);
        Assert.Empty(second.Referrals);
        Assert.Equal("\"4\"", Assert.Single(second.Unreadable).ETag);
    }

    [Fact]
    public async Task A_page_of_one_that_cannot_be_read_is_passed_by_its_time_because_links_may_count_positions()
    {
        ModelService model = new() { PageSize = 1, Now = ListService.At(1_000) };
        bool isWritten = false;
        using ListService service = new(query =>
        {
            ListAnswer answer = model.Answer(query);
            if (query.Contains(" gt ", StringComparison.Ordinal) && !isWritten)
            {
                // The others move up by one position.
                isWritten = true;
                model.Write("odd", model.Now, hasUnreadableId: true);
            }

            return answer;
        });
        foreach ((string id, int time) in ((string, int)[])[("a", 990), ("odd", 991), ("b", 992), ("c", 993)])
        {
            model.Write(id, ListService.At(time), hasUnreadableId: id == "odd");
        }

        ReferralChanges first = await ReadAsync(service, ChangeCheckpoint.Beginning.WithOverlap(TimeSpan.Zero));
        ReferralChanges second = await ReadAsync(service, first.Checkpoint);

        Assert.Equal(["a", "b", "c"], first.Referrals.Select(referral => referral.Id));
        Assert.Empty(second.Referrals);
        Assert.Equal(["\"2\"", "\"5\""], first.Unreadable.Concat(second.Unreadable).Select(referral => referral.ETag));
    }

    [Fact]
    public async Task A_page_of_which_nothing_can_be_read_is_passed_and_named()
    {
        string linked = """{"value":[5,{"id":[]}],"@odata.nextLink":"?$skiptoken=a"}""";
        ReferralsClient client = _service.RespondsWith(HttpStatusCode.OK, linked)
            .RespondsWith(HttpStatusCode.OK, $$"""{"value":[{{Record("a", 1)}}]}""").Client();

        ReferralChanges changes = Assert.Single(
            await client.ListChangesAsync(ChangeCheckpoint.Beginning, cancellationToken: Cancellation).ToListAsync(Cancellation));

        Assert.Equal("a", Assert.Single(changes.Referrals).Id);
        Assert.Equal(2, changes.Unreadable.Count);
    }

    [Fact]
    public async Task A_service_that_does_not_order_what_cannot_be_read_ends_the_reading()
    {
        string page = $$"""{"value":[{{Record("a", 5)}},{"id":[],"updatedDateTime":"2026-01-01T00:00:04Z"},{{Record("b", 6)}}]}""";
        ReferralsClient client = _service.RespondsWith(HttpStatusCode.OK, page).Client();

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(
            () => client.ListChangesAsync(ChangeCheckpoint.Beginning, cancellationToken: Cancellation).ToListAsync(Cancellation).AsTask());

        Assert.Contains("did not order the changes", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(1)]
    public async Task What_cannot_be_read_and_lies_ahead_of_time_comes_once_after_the_others(int pageSize)
    {
        ModelService model = new() { PageSize = pageSize, Now = ListService.At(1_000) };
        using ListService service = new(model.Answer);
        model.Write("a", ListService.At(990));
        model.Write("odd", ListService.At(1_000_000), hasUnreadableId: true);

        ReferralChanges first = await ReadAsync(service, ChangeCheckpoint.Beginning);
        model.Write("b", ListService.At(1_010));
        model.Now = ListService.At(1_011);
        ReferralChanges second = await ReadAsync(service, ChangeCheckpoint.Parse(first.Checkpoint.Value));

        Assert.Equal("\"2\"", Assert.Single(first.Unreadable).ETag);
        Assert.Equal("b", Assert.Single(second.Referrals).Id);
        Assert.Empty(second.Unreadable);
    }

    private static string Record(string id, int second) =>
        $$"""{"id":"{{id}}","eTag":"\"1\"","updatedDateTime":"2026-01-01T00:00:0{{second}}Z"}""";

    /// <summary>Reads all batches of a round, and returns them as one.</summary>
    private static async Task<ReferralChanges> ReadAsync(ListService service, ChangeCheckpoint checkpoint)
    {
        List<ReferralChanges> changes = [];
        Assert.Null(await service.ReadAsync(checkpoint, changes));
        return new ReferralChanges([.. changes.SelectMany(batch => batch.Referrals)], changes[^1].Checkpoint)
        {
            Unreadable = [.. changes.SelectMany(batch => batch.Unreadable)],
        };
    }
}
