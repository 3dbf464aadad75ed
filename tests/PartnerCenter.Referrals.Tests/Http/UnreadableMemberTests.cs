using System.Net;
using System.Text.Json;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Tests that a value in a shape that nobody foresaw costs the smallest member that holds it and nothing else, wherever a referral is read.
/// </summary>
public sealed class UnreadableMemberTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string TooDeep = new string('[', 100) + new string(']', 100);

    private static readonly OddValue[] Values =
    [
        new("tags", """{"a":1}""", "$.tags"),
        new("tags", """[{"tag":"hot"},"cold"]""", "$.tags[0]") { Rest = """["cold"]""" },
        new("tags", "\"hot\"", "$.tags"),
        new("name", "{}", "$.name"),
        new("name", "\"half \\ud800\"", "$.name"),
        new("name", "{},\"name\":\"Second\"", "$.name") { Rest = "\"Second\"" },
        new("name", "\"First\",\"Name\":[]", "$.name"),
        new("lastRunId", "{}", "$.lastRunId"),
        new("engagementId", "[1]", "$.engagementId"),
        new("status", """["New"]""", "$.status"),
        new("favorite", "1", "$.favorite"),
        new("closedDateTime", "\"31/12/2026\"", "$.closedDateTime"),
        new("closedDateTime", "\"2016-12-31T23:59:60Z\"", "$.closedDateTime"),
        new("updatedDateTime", "\"yesterday\"", "$.updatedDateTime"),
        new("details", "\"none\"", "$.details"),
        new("details.dealValue", "1e40", "$.details.dealValue"),
        new("details.dealValue", "\"n/a\"", "$.details.dealValue"),
        new("details.requirements.solutions", """[{"id":"SOL-1","price":{"a":[{"b":{}}]}},{"id":"SOL-2"}]""",
            "$.details.requirements.solutions[0].price") { Rest = """[{"id":"SOL-1","price":null},{"id":"SOL-2"}]""" },
        new("team", "\"none\"", "$.team"),
        new("team", """[null,{"firstName":"Ada"}]""", "$.team[0]") { Rest = """[{"firstName":"Ada"}]""" },
        new("team", """[{"firstName":"Ada","email":{"home":"a"}},7]""", "$.team[0].email", "$.team[1]")
            { Rest = """[{"firstName":"Ada","email":null}]""" },
        new("customerProfile", "\"Fabrikam\"", "$.customerProfile"),
        new("customerProfile.address", "[]", "$.customerProfile.address"),
        new("customerProfile.ids", """{"duns":"000000001"}""", "$.customerProfile.ids"),
        new("consent.consentToContact", "\"perhaps\"", "$.consent.consentToContact"),
        new("registrations", """[{"contract":{"value":"much","term":"Finite"},"solutionDetails":[[]],"statusHistory":5}]""",
            "$.registrations[0].contract.value", "$.registrations[0].solutionDetails[0]", "$.registrations[0].statusHistory")
            { Rest = """[{"contract":{"value":null,"term":"Finite"},"solutionDetails":[],"statusHistory":null}]""" },
        new("links.self", "\"https://\"", "$.links.self"),
        new("unheardOf", TooDeep, "$.unheardOf"),
        new("callToAction", "null,\"ada@example.com\":" + TooDeep + ",\"half \\udc00\":1", "$.?"),
        new("eTag", "{}", "$.eTag"),
        new("name", "{},\"kind\":\"Lead\",\"isDraft\":true", "$.name") { Rest = "null,\"kind\":\"Lead\",\"isDraft\":true" },
        new("name", "{},\"kind\":{},\"unreadableMembers\":[1]", "$.name") { Rest = "null,\"kind\":{},\"unreadableMembers\":[1]" },
        new("name", """{},"nested":{"a":[{"b":1}]}""", "$.name") { Rest = """null,"nested":{"a":[{"b":1}]}""" },
        new("callToAction", "null,\"kind\":" + TooDeep, "$.kind"),
        new("callToAction", $"null,\"{new string('n', 64)}\":{TooDeep}", "$." + new string('n', 64)),
        new("callToAction", $"null,\"{new string('n', 65)}\":{TooDeep}", "$.?"),
    ];

    private readonly MockedService _service = new();

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Values.Length)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Theory, MemberData(nameof(Rows))]
    public async Task An_odd_value_costs_its_member_only_wherever_the_referral_is_read(int row)
    {
        OddValue odd = Values[row];
        output.WriteLine($"{odd}");
        await AssertReadAsync("get", odd, client => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));
        await AssertReadAsync(
            "page", odd, async client => (await client.ListAsync().ToListAsync(Cancellation))[1], asPage: true);
        await AssertReadAsync("feed", odd, async client => Assert.Single(
            (await client.ListChangesAsync(ChangeCheckpoint.Beginning, cancellationToken: Cancellation).ToListAsync(Cancellation))
                .SelectMany(changes => changes.Referrals), referral => referral.Id == ReferralJson.Id), asPage: true);
        await AssertReadAsync(
            "201", odd, client => client.CreateAsync(Drafts.Minimal, cancellationToken: Cancellation), HttpStatusCode.Created);
        await AssertReadAsync("PATCH answer", odd, client => client.PatchAsync(
            ReferralJson.Id, ReferralJson.ETag, new ReferralPatch().DealValue(1m), cancellationToken: Cancellation));
        await AssertReadAsync(
            "PUT answer", odd, client => client.ReplaceAsync(Drafts.Stored, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task A_log_line_names_the_paths_and_the_id_and_no_value()
    {
        using RecordedLog log = new();
        ReferralsClient client = _service
            .RespondsWith(HttpStatusCode.OK, new OddValue("team", """[{"email":{"a":"planted"},"firstName":["planted"]}]""").Referral)
            .Client(options => options.LoggerFactory = log);

        Referral read = await client.GetAsync(
            ReferralJson.Id, new ReferralCallOptions { CorrelationId = Guid.Empty }, Cancellation);

        Assert.Equal(
            $"get read the referral {ReferralJson.Id} without 2 value(s) that cannot be read: $.team[0].email, $.team[0].firstName "
                + $"(MS-CorrelationId {Guid.Empty}).",
            Assert.Single(log.Of(11)));
        Assert.DoesNotContain("planted", JsonSerializer.Serialize(read, ReferralsJson.Referral), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_page_each_record_names_its_own_values_and_only_those_are_logged()
    {
        using RecordedLog log = new();
        string page = $$"""
            {"value":[{{ReferralJson.Full}},{{new OddValue("name", "{}").Referral}},{{new OddValue("team", "7").Referral}}]}
            """;
        ReferralsClient client = _service.RespondsWith(HttpStatusCode.OK, page).Client(options => options.LoggerFactory = log);

        List<Referral> read = await client.ListAsync().ToListAsync(Cancellation);

        Assert.Equal(["", "$.name", "$.team"], read.Select(referral => string.Join(' ', referral.UnreadableMembers)));
        Assert.Equal(2, log.Of(11).Count);
    }

    [Fact]
    public async Task Of_a_page_with_an_odd_value_what_unknown_members_hold_is_not_taken_for_its_own()
    {
        const string unknown = "\"unknown\":{\"value\":[],\"@odata.nextLink\":\"https://example.com/planted\",\"code\":1}";
        string page = $"{{{unknown},\"value\":[{new OddValue("name", "{}").Referral}]}}";

        List<Referral> read = await _service.RespondsWith(HttpStatusCode.OK, page).Client().ListAsync().ToListAsync(Cancellation);

        Assert.Equal(["$.name"], Assert.Single(read).UnreadableMembers);
    }

    [Fact]
    public async Task A_record_of_which_all_was_read_names_nothing()
    {
        Referral read = await _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full).Client()
            .GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        Assert.Empty(read.UnreadableMembers);
        Assert.Empty(new Referral().UnreadableMembers);
    }

    [Fact]
    public async Task A_record_without_a_value_that_cannot_be_read_equals_no_whole_one_but_its_copies()
    {
        OddValue odd = new("name", "{}");
        ReferralsClient client = _service.RespondsWith(HttpStatusCode.OK, odd.Referral).RespondsWith(HttpStatusCode.OK, odd.Referral)
            .RespondsWith(HttpStatusCode.OK, odd.Remainder).Client();
        Referral one = await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        Referral same = await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        Referral whole = await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        Assert.Equal(one, same);
        Assert.Equal(one, one with { CampaignId = one.CampaignId });
        Assert.NotEqual(one, whole);
        Assert.Equal(["$.name"], (one with { Name = "Another" }).UnreadableMembers);
    }

    [Fact]
    public async Task Thousands_of_odd_values_in_one_page_are_left_out_one_by_one()
    {
        string members = string.Join(',', Enumerable.Repeat("""{"email":[],"firstName":"Ada"}""", 79));
        string page = ReferralJson.Page(Enumerable.Repeat(ReferralJson.FullWith("name", "x"), 100))
            .Replace("\"title\":", "\"title\":{},\"again\":", StringComparison.Ordinal)
            .Replace("\"tags\":[]", $"\"tags\":[],\"team\":[{members}]", StringComparison.Ordinal);

        List<Referral> read = await _service.RespondsWith(HttpStatusCode.OK, page).Client().ListAsync().ToListAsync(Cancellation);

        output.WriteLine($"{read.Sum(referral => referral.UnreadableMembers.Count)} odd values in {page.Length:N0} characters");
        Assert.Equal(100, read.Count);
        Assert.All(read, referral => Assert.Contains("$.team[78].email", referral.UnreadableMembers));
        Assert.All(read, referral => Assert.Equal("x", referral.Name));
    }

    [Fact]
    public async Task A_body_with_more_odd_values_than_good_sense_allows_is_refused()
    {
        ReferralsClient client = _service.RespondsWith(HttpStatusCode.OK, WithNulls(10_000))
            .RespondsWith(HttpStatusCode.OK, WithNulls(10_001)).Client();

        Referral read = await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        ReferralsException refusal = await Assert.ThrowsAsync<ReferralsException>(
            () => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));

        Assert.Equal(10_000, read.UnreadableMembers.Count);
        Assert.Contains(
            "more than 10000 of its values cannot be read. This version of the library does not know their shape: look for a newer one. (",
            refusal.Message, StringComparison.Ordinal);

        static string WithNulls(int count) =>
            $$"""{"id":"{{ReferralJson.Id}}","team":[{{string.Join(',', Enumerable.Repeat("null", count))}}]}""";
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("planted")]
    public async Task A_record_with_an_odd_value_and_anything_after_it_is_no_referral(string rest)
    {
        ReferralsClient client = _service.RespondsWith(HttpStatusCode.OK, new OddValue("name", "{}").Referral + rest).Client();

        ReferralsException refusal = await Assert.ThrowsAsync<ReferralsException>(
            () => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));

        Assert.Contains("the body cannot be used", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", refusal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":{}}""", "it has an id that cannot be read")]
    [InlineData("""[1]""", "it is no object")]
    public async Task An_answer_without_a_readable_id_is_no_referral(string body, string why)
    {
        ReferralsClient client = _service.RespondsWith(HttpStatusCode.OK, body).RespondsWith(HttpStatusCode.Created, body).Client();

        ReferralsException read = await Assert.ThrowsAsync<ReferralsException>(
            () => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));
        ReferralsException created = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => client.CreateAsync(Drafts.Minimal, cancellationToken: Cancellation));

        Assert.Contains($"the body cannot be used: {why}.", read.Message, StringComparison.Ordinal);
        Assert.Contains($"the body cannot be used: {why}.", created.Message, StringComparison.Ordinal);
    }

    private async Task AssertReadAsync(
        string where, OddValue odd, Func<ReferralsClient, Task<Referral>> call, HttpStatusCode status = HttpStatusCode.OK,
        bool asPage = false)
    {
        using MockedService service = new();
        string other = ReferralJson.Full.Replace(ReferralJson.Id, "3f6b2c1e-0000-4000-8000-000000000002", StringComparison.Ordinal);
        string body = asPage ? $$"""{"@odata.count":2,"value":[{{other}},{{odd.Referral}}]}""" : odd.Referral;

        Referral read = await call(service.RespondsWith(status, body).Client());

        output.WriteLine($"  {where,-12}  {string.Join(", ", read.UnreadableMembers)}");
        Assert.Equal(odd.Unreadable, read.UnreadableMembers);
        Referral rest = JsonSerializer.Deserialize(odd.Remainder, ReferralsJson.Referral)!;
        Assert.Equal(Json(rest), Json(read));
    }

    // Members that only a replace would send show that the rest is kept to the last null.
    private static string Json(Referral referral) => JsonSerializer.Serialize(
        referral with { UnknownMembers = Known(referral) }, ReferralsJson.ReferralForReplace);

    private static UnknownMembers Known(Referral referral) => new(
        referral.UnknownMembers!.Where(member => member is { Key: not ("unheardOf" or "ada@example.com") }));
}
