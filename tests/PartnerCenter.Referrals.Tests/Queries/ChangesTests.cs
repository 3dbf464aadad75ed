using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests the change feed: what it requests, what it returns, and what its checkpoint holds.</summary>
public sealed class ChangesTests : IDisposable
{
    private const string Collection = "https://api.partner.microsoft.com/v1.0/engagements/referrals";
    private const string Ascending = "$orderby=updatedDateTime%20asc";

    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task From_the_beginning_everything_is_asked_for_in_the_order_of_its_changes()
    {
        RespondsWith(null, Record("a", 10, "1"), Record("b", 20, "1"));

        List<ReferralChanges> portions = await ReadAsync(ChangeCheckpoint.Beginning);

        Assert.Equal($"{Collection}?{Ascending}", _service.Only.Url);
        Assert.Equal(["a", "b"], Assert.Single(portions).Referrals.Select(referral => referral.Id));
    }

    [Fact]
    public async Task A_start_of_the_callers_own_is_kept_to_the_tick_and_sent_in_utc()
    {
        RespondsWith(null);

        await ReadAsync(ChangeCheckpoint.Since(new DateTimeOffset(2026, 1, 2, 4, 4, 5, TimeSpan.FromHours(1)).AddTicks(1)));

        Assert.Equal($"{Collection}?$filter=updatedDateTime%20ge%202026-01-02T03%3A04%3A05.0000001Z&{Ascending}", _service.Only.Url);
    }

    [Fact]
    public async Task The_next_reading_starts_before_the_newest_change_and_leaves_out_what_was_seen()
    {
        RespondsWith(null, Record("a", 600, "1"), Record("b", 1000, "1"));
        RespondsWith(null, Record("late", 750, "1"), Record("b", 1000, "1"), Record("a", 1001, "2"));

        ChangeCheckpoint first = (await ReadAsync(ChangeCheckpoint.Beginning))[^1].Checkpoint;
        List<ReferralChanges> second = await ReadAsync(first);

        Assert.Contains($"ge%20{Uri.EscapeDataString(Time(700))}", _service.Sent[1].Url, StringComparison.Ordinal);
        // Referrals before the overlap are not requested again, so the checkpoint need not hold them.
        Assert.Equal(["b"], first.Seen.Select(change => change.Id));
        Assert.Equal([("late", "\"1\""), ("a", "\"2\"")], second.Single().Referrals.Select(referral => (referral.Id, referral.ETag)));
    }

    [Fact]
    public async Task The_overlap_is_the_callers_to_choose()
    {
        RespondsWith(null, Record("a", 1000, "1"));
        RespondsWith(null, Record("a", 1000, "1"));

        ChangeCheckpoint first = (await ReadAsync(ChangeCheckpoint.Beginning.WithOverlap(TimeSpan.Zero)))[^1].Checkpoint;
        List<ReferralChanges> second = await ReadAsync(first);

        Assert.Contains($"ge%20{Uri.EscapeDataString(Time(1000))}", _service.Sent[1].Url, StringComparison.Ordinal);
        Assert.Empty(second.Single().Referrals);
    }

    [Fact]
    public async Task An_overlap_never_reaches_before_the_start()
    {
        RespondsWith(null, Record("a", 1000, "1"));

        ChangeCheckpoint after = (await ReadAsync(ChangeCheckpoint.Since(At(990))))[^1].Checkpoint;

        Assert.Equal(At(990), after.StartTime);
    }

    [Fact]
    public async Task The_next_page_is_asked_for_from_the_last_change_on_and_not_by_the_link()
    {
        RespondsWith("?$skiptoken=positions", Record("a", 10, "1"), Record("b", 20, "1"));
        RespondsWith(null, Record("z", 9000, "1"));
        RespondsWith("?$skiptoken=positions", Record("a", 10, "1"), Record("b", 20, "1"));
        RespondsWith(null, Record("b", 20, "1"), Record("c", 30, "1"));

        List<ReferralChanges> portions = await ReadAsync(ChangeCheckpoint.Beginning);

        Assert.Equal(
            [
                $"{Collection}?{Ascending}",
                $"{Collection}?$orderby=updatedDateTime%20desc&$top=1",
                $"{Collection}?{Ascending}",
                $"{Collection}?$filter=updatedDateTime%20ge%20{Uri.EscapeDataString(Time(20))}&{Ascending}",
            ],
            _service.Sent.Select(request => request.Url));
        Assert.Equal(["a,b", "c"], portions.Select(portion => string.Join(',', portion.Referrals.Select(referral => referral.Id))));
    }

    [Fact]
    public async Task The_next_page_after_a_start_of_the_callers_own_is_asked_for_in_the_same_way()
    {
        RespondsWith("?$skiptoken=1", Record("a", 10, "1"), Record("b", 20, "1"));
        RespondsWith(null, Record("b", 20, "1")); // The newest referral, which ends the round.
        RespondsWith("?$skiptoken=1", Record("a", 10, "1"), Record("b", 20, "1"));
        RespondsWith(null, Record("b", 20, "1"));

        await ReadAsync(ChangeCheckpoint.Since(At(5)));

        Assert.Equal($"{Collection}?$filter=updatedDateTime%20ge%20{Uri.EscapeDataString(Time(20))}&{Ascending}", _service.Sent[^1].Url);
    }

    [Fact]
    public async Task Changes_at_the_beginning_of_time_leave_no_room_for_an_overlap()
    {
        RespondsWith(null, new JsonObject { ["id"] = "a", ["eTag"] = "\"1\"", ["updatedDateTime"] = "0001-01-01T00:00:01Z" });

        Assert.Equal(DateTimeOffset.MinValue, (await ReadAsync(ChangeCheckpoint.Beginning))[^1].Checkpoint.StartTime);
    }

    [Fact]
    public async Task The_callers_options_hold_for_all_requests_of_a_reading()
    {
        RespondsWith("?$skiptoken=1", Record("a", 10, "1"));
        RespondsWith(null, Record("a", 10, "1"));
        RespondsWith(null, Record("a", 10, "1"));
        List<ReferralResponseInfo> answers = [];
        ReferralCallOptions options = new() { CorrelationId = Guid.NewGuid(), OnResponse = answers.Add };

        await _service.Client().ListChangesAsync(ChangeCheckpoint.Beginning, options, Cancellation).ToListAsync(Cancellation);

        Assert.Equal(3, answers.Count);
        Assert.All(_service.Sent, request => Assert.Equal(options.CorrelationId.ToString(), request.Headers["MS-CorrelationId"]));
    }

    [Fact]
    public async Task A_page_full_of_one_moment_leads_on_by_its_link()
    {
        RespondsWith("?$skiptoken=1", Record("a", 10, "1"), Record("b", 10, "1"));
        RespondsWith(null, Record("d", 11, "1"));
        foreach (string link in new[] { "?$skiptoken=2", "?$skiptoken=3" })
        {
            RespondsWith(link, Record("a", 10, "1"), Record("b", 10, "1"));
        }

        RespondsWith(null, Record("c", 10, "1"), Record("d", 11, "1"));
        RespondsWith("?$skiptoken=4", Record("a", 10, "1"), Record("b", 10, "1"));
        RespondsWith(null, Record("c", 10, "1"), Record("d", 11, "1"));
        RespondsWith(null, Record("d", 11, "1"));

        List<ReferralChanges> portions = await ReadAsync(ChangeCheckpoint.Beginning);

        Assert.Equal(
            [$"{Collection}?$skiptoken=3", Since(10), $"{Collection}?$skiptoken=4",
                $"{Collection}?$filter=updatedDateTime%20gt%20{Uri.EscapeDataString(Time(10))}&{Ascending}"],
            _service.Sent.Skip(4).Select(request => request.Url));
        Assert.Equal(
            ["a,b", "c", "d"],
            portions.Where(
                portion => portion.Referrals.Count > 0).Select(
                    portion => string.Join(',', portion.Referrals.Select(referral => referral.Id))));
    }

    [Fact]
    public async Task What_slips_past_a_link_since_another_of_its_moment_was_changed_is_read_all_the_same()
    {
        RespondsWith("?$skiptoken=1", Record("a", 10, "1"), Record("b", 10, "1"));
        RespondsWith(null, Record("d", 11, "1"));
        RespondsWith("?$skiptoken=1", Record("a", 10, "1"), Record("b", 10, "1"));
        RespondsWith("?$skiptoken=2", Record("a", 10, "1"), Record("b", 10, "1"));

        // Now a is changed and c moves to the second position; the link continues at the third.
        RespondsWith(null, Record("d", 11, "1"), Record("a", 20, "2"));
        foreach (string link in new[] { "?$skiptoken=3", "?$skiptoken=4" })
        {
            RespondsWith(link, Record("b", 10, "1"), Record("c", 10, "1"));
            RespondsWith(null, Record("d", 11, "1"), Record("a", 20, "2"));
        }

        RespondsWith(null, Record("d", 11, "1"), Record("a", 20, "2"));

        List<ReferralChanges> portions = await ReadAsync(ChangeCheckpoint.Beginning);

        Assert.Equal(["a", "b", "c", "d"], portions.SelectMany(portion => portion.Referrals).Select(referral => referral.Id));
        Assert.Equal(10, _service.Sent.Count);
        // A caller that stops before all changes of one moment were read does not continue after that moment.
        Assert.All(
            portions.SkipLast(1), portion => Assert.DoesNotContain(portion.Checkpoint.Seen, change => change.UpdatedDateTime > At(10)));
    }

    [Fact]
    public async Task What_changes_before_the_end_of_a_reading_is_fixed_comes_once()
    {
        RespondsWith("?$skiptoken=1", Record("a", 10, "1"), Record("b", 20, "1"));
        RespondsWith(null, Record("c", 30, "1")); // a was changed before that, at 25.
        RespondsWith("?$skiptoken=2", Record("b", 20, "1"), Record("a", 25, "2"));
        RespondsWith(null, Record("a", 25, "2"), Record("c", 30, "1"));

        List<ReferralChanges> portions = await ReadAsync(ChangeCheckpoint.Beginning);

        Assert.Equal(
            [("b", "\"1\""), ("a", "\"2\""), ("c", "\"1\"")],
            portions.SelectMany(portion => portion.Referrals).Select(referral => (referral.Id, referral.ETag)));
    }

    [Fact]
    public async Task A_service_that_ignores_the_filter_ends_the_enumeration_with_an_error()
    {
        for (int i = 0; i < 12; i++)
        {
            RespondsWith($"?$skiptoken={i}", Record("a", 10, "1"));
            RespondsWith(null, Record("b", 20, "1"));
        }

        ReferralsException refusal = await Assert.ThrowsAsync<ReferralsException>(() => ReadAsync(ChangeCheckpoint.Since(At(15))));

        Assert.Contains("filter", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Referrals_without_a_time_are_read_by_the_links()
    {
        RespondsWith("?$skiptoken=1", Timeless("a"));
        RespondsWith(null, Record("c", 10, "1"));
        RespondsWith("?$skiptoken=2", Timeless("a"));
        RespondsWith("?$skiptoken=3", Timeless("a")); // A referral without a time is returned again, because it cannot be recognised.
        RespondsWith(null, Record("c", 10, "1"));
        RespondsWith(null, Record("c", 10, "1"));

        List<ReferralChanges> portions = await ReadAsync(ChangeCheckpoint.Beginning);

        Assert.Equal("c", portions[^1].Referrals.Single().Id);
        Assert.Contains($"gt%20{Uri.EscapeDataString("0001-01-01T00:00:00Z")}", _service.Sent[^1].Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_that_lead_in_a_circle_end_the_reading_with_an_error()
    {
        RespondsWith("?$skiptoken=0", Record("a", 10, "1"));
        RespondsWith(null, Record("a", 10, "1"));
        RespondsWith("?$skiptoken=0", Record("a", 10, "1"));
        foreach (string link in new[] { "?$skiptoken=1", "?$skiptoken=2", "?$skiptoken=1" })
        {
            RespondsWith(link, Record("a", 10, "1"));
        }

        ReferralsException broken = await Assert.ThrowsAsync<ReferralsException>(() => ReadAsync(ChangeCheckpoint.Beginning));

        Assert.Equal("list", broken.Operation);
        Assert.Contains("leads back to changes already read", broken.Message, StringComparison.Ordinal);
        Assert.Contains("The last checkpoint is still valid.", broken.Message, StringComparison.Ordinal);
        Assert.Equal(6, _service.Sent.Count);
    }

    [Fact]
    public async Task What_changes_while_it_is_read_belongs_to_the_next_reading()
    {
        RespondsWith("?$skiptoken=1", Record("a", 10, "1"), Record("b", 20, "1"));
        RespondsWith(null, Record("c", 30, "1"));
        RespondsWith("?$skiptoken=1", Record("a", 10, "1"), Record("b", 20, "1"));
        RespondsWith("?$skiptoken=2", Record("b", 20, "1"), Record("c", 30, "1"), Record("a", 40, "2"));

        List<ReferralChanges> portions = await ReadAsync(ChangeCheckpoint.Beginning);

        Assert.Equal(["a", "b", "c"], portions.SelectMany(portion => portion.Referrals).Select(referral => referral.Id));
        Assert.DoesNotContain(portions[^1].Checkpoint.Seen, change => change.ETag == "\"2\"");
    }

    [Fact]
    public async Task Changes_out_of_order_are_refused_because_some_could_be_missed()
    {
        RespondsWith(null, Record("a", 20, "1"), Record("b", 10, "1"));

        ReferralsException refusal = await Assert.ThrowsAsync<ReferralsException>(() => ReadAsync(ChangeCheckpoint.Beginning));

        Assert.Contains("order", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_requests_of_a_reading_carry_one_correlation_id()
    {
        RespondsWith("?$skiptoken=1", Record("a", 10, "1"));
        RespondsWith(null, Record("a", 10, "1"));
        RespondsWith("?$skiptoken=1", Record("a", 10, "1"));
        RespondsWith(null, Record("a", 10, "1"));

        await ReadAsync(ChangeCheckpoint.Beginning);

        Assert.Single(_service.Sent.Select(request => request.Headers["MS-CorrelationId"]).Distinct());
    }

    [Fact]
    public async Task Each_enumeration_starts_from_the_beginning()
    {
        RespondsWith(null, Record("a", 10, "1"));
        RespondsWith(null, Record("a", 10, "1"));
        IAsyncEnumerable<ReferralChanges> changes = _service.Client().ListChangesAsync(
            ChangeCheckpoint.Beginning, cancellationToken: Cancellation);

        List<ReferralChanges> first = await changes.ToListAsync(Cancellation);
        List<ReferralChanges> second = await changes.ToListAsync(Cancellation);

        Assert.Single(first.Single().Referrals);
        Assert.Single(second.Single().Referrals);
    }

    [Fact]
    public async Task A_stored_checkpoint_goes_on_where_it_was()
    {
        RespondsWith(null, Record("a", 1000, "1"), Record("b", 1000, "1"));
        RespondsWith(null, Record("a", 1000, "1"), Record("b", 1000, "1"), Record("c", 1000, "1"));
        ChangeCheckpoint stored = (await ReadAsync(ChangeCheckpoint.Beginning.WithOverlap(TimeSpan.FromMinutes(1))))[^1].Checkpoint;

        ChangeCheckpoint restored = ChangeCheckpoint.Parse(stored.Value);
        List<ReferralChanges> portions = await ReadAsync(restored);

        Assert.Equal((stored.StartTime, stored.Overlap, stored.Value), (restored.StartTime, restored.Overlap, restored.Value));
        Assert.Equal(["c"], portions.Single().Referrals.Select(referral => referral.Id));
        Assert.DoesNotContain("Contoso", stored.Value, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_text_of_a_checkpoint_has_a_time_and_a_count_and_nothing_of_a_change()
    {
        RespondsWith(null, Record("planted", 1000, "planted"));

        ChangeCheckpoint after = (await ReadAsync(ChangeCheckpoint.Since(At(990))))[^1].Checkpoint;

        Assert.Equal("ChangeCheckpoint from the beginning, 0 seen", ChangeCheckpoint.Beginning.ToString());
        Assert.Equal("ChangeCheckpoint 2026-01-01T00:16:30.0000000+00:00, 1 seen", after.ToString());
    }

    private static DateTimeOffset At(int second) => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(second);

    private static string Time(int second) => At(second).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static JsonObject Record(string id, int second, string tag) =>
        new() { ["id"] = id, ["name"] = "Contoso", ["eTag"] = $"\"{tag}\"", ["updatedDateTime"] = Time(second) };

    private static string Since(int second) =>
        $"{Collection}?$filter=updatedDateTime%20ge%20{Uri.EscapeDataString(Time(second))}&{Ascending}";

    private static JsonObject Timeless(string id) => new() { ["id"] = id, ["eTag"] = "\"1\"" };

    private void RespondsWith(string? nextLink, params JsonNode[] records)
    {
        JsonObject page = new() { ["value"] = new JsonArray(records) };
        if (nextLink is not null)
        {
            page["@odata.nextLink"] = "https://api.partner.microsoft.com/v1.0/engagements/referrals" + nextLink;
        }

        _service.RespondsWith(HttpStatusCode.OK, page.ToJsonString());
    }

    private async Task<List<ReferralChanges>> ReadAsync(ChangeCheckpoint checkpoint) =>
        await _service.Client().ListChangesAsync(checkpoint, cancellationToken: Cancellation).ToListAsync(Cancellation);
}
