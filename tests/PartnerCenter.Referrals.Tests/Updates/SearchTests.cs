using System.Net;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Tests the search for a create or an invitation whose response was lost: what it accepts, how long it runs, and what it reports.
/// </summary>
public sealed class SearchTests : IDisposable
{
    private const string Nothing = """{ "value": [] }""";

    private readonly MockedService _service = new();

    public SearchTests() => _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Referral Draft => Drafts.Minimal with { ExternalReferenceId = "CRM-1" };

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task The_call_ends_without_a_wait_after_the_third_search()
    {
        for (int search = 0; search < 3; search++)
        {
            _service.RespondsWith(HttpStatusCode.OK, Nothing, FoundRecord.Date);
        }

        Task<Referral> create = CreateAsync(options => options.RetryDelay = TimeSpan.FromSeconds(3));
        foreach (int seconds in new[] { 3, 6 })
        {
            TimeSpan wait = TimeSpan.FromSeconds(seconds);
            await _service.Time.WaitStartedAsync(wait, wait);
            _service.Time.Advance(wait);
        }

        ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(() => create);

        Assert.Contains("not found in 3 searches. That proves nothing", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_callers_options_hold_for_the_search_too()
    {
        _service.RespondsWith(HttpStatusCode.OK, FoundRecord.Page(FoundRecord.Of(Draft)), FoundRecord.Date);
        List<ReferralResponseInfo> answers = [];

        await _service.Client().CreateAsync(Draft, new ReferralCallOptions { OnResponse = answers.Add }, Cancellation);

        // The create itself got no response.
        Assert.Equal(HttpStatusCode.OK, Assert.Single(answers).StatusCode);
    }

    [Fact]
    public async Task The_newest_five_pages_are_looked_at_and_no_more()
    {
        const int pages = 5;
        for (int look = 0; look < 3; look++)
        {
            for (int page = 1; page <= pages; page++)
            {
                _service.RespondsWith(
                    HttpStatusCode.OK,
                    FoundRecord.Page(
                        "?$skiptoken=" + page, FoundRecord.Of(Draft, other => other["externalReferenceId"] = "CRM-2")),
                    FoundRecord.Date);
            }
        }

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(() => CreateAsync());

        Assert.Equal(1 + (3 * pages), _service.Sent.Count);
    }

    [Fact]
    public async Task A_create_in_an_engagement_is_found_in_that_one_only()
    {
        _service.RespondsWith(
            HttpStatusCode.OK,
            FoundRecord.Page(
                FoundRecord.Of(Draft, other =>
                    (other["id"], other["engagementId"]) = (FoundRecord.OtherId, "7a1d9e44-0000-4000-8000-0000000000ef")),
                FoundRecord.Of(Draft, own => own["engagementId"] = ReferralJson.EngagementId.ToUpperInvariant())),
            FoundRecord.Date);

        Referral found = await _service.Client().CreateAsync(
            Draft with { EngagementId = ReferralJson.EngagementId }, cancellationToken: Cancellation);

        Assert.Equal(FoundRecord.Id, found.Id);
    }

    [Fact]
    public async Task A_match_counts_in_a_search_that_was_cut_short_too()
    {
        const int pages = 5;
        for (int page = 1; page <= pages; page++)
        {
            _service.RespondsWith(
                HttpStatusCode.OK, FoundRecord.Page("?$skiptoken=" + page, FoundRecord.Of(Draft)), FoundRecord.Date);
        }

        Referral found = await CreateAsync();

        Assert.Equal(FoundRecord.Id, found.Id);
        Assert.Equal(1 + pages, _service.Sent.Count);
    }

    [Fact]
    public async Task A_create_is_found_beside_items_that_cannot_be_read()
    {
        _service.RespondsWith(HttpStatusCode.OK, WithUnreadableItems(FoundRecord.Page(FoundRecord.Of(Draft))), FoundRecord.Date);

        Assert.Equal(FoundRecord.Id, (await CreateAsync()).Id);
    }

    [Fact]
    public async Task A_search_that_finds_nothing_says_that_it_skipped_items()
    {
        for (int search = 0; search < 3; search++)
        {
            _service.RespondsWith(
                HttpStatusCode.OK,
                WithUnreadableItems(FoundRecord.Page(FoundRecord.Of(Draft, other => other["externalReferenceId"] = "CRM-2"))),
                FoundRecord.Date);
        }

        ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(() => CreateAsync());

        Assert.Contains(
            "not found in 3 searches (at least one search skipped an item that cannot be read)", unknown.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invitation_is_found_by_its_target_among_others()
    {
        using MockedService service = new();
        service.RespondsWith(HttpStatusCode.OK, Nothing).Throws(new HttpRequestException(HttpRequestError.ResponseEnded)).RespondsWith(
            HttpStatusCode.OK,
            FoundRecord.Page(
                FoundRecord.Of(Drafts.ToMicrosoft, other => (other["id"], other["target"]) = (FoundRecord.OtherId, Targets("SOL-1"))),
                FoundRecord.Of(Drafts.ToMicrosoft, connected => connected["target"] = Targets("SOL-1", "MSFT"))),
            FoundRecord.Date);

        Referral connected = await service.Client().InviteAsync(
            Drafts.Stored with { ExternalReferenceId = null }, Drafts.ToMicrosoft, cancellationToken: Cancellation);

        Assert.Equal(FoundRecord.Id, connected.Id);
    }

    private static string WithUnreadableItems(string page) =>
        page.Replace("\"value\":[", "\"value\":[null,{\"id\":{}},", StringComparison.Ordinal);

    private static JsonArray Targets(params string[] ids) =>
        [.. ids.Select(id => new JsonObject { ["type"] = "BusinessProfileLocation", ["id"] = id })];

    private Task<Referral> CreateAsync(Action<ReferralsClientOptions>? configure = null) =>
        _service.Client(configure).CreateAsync(Draft, cancellationToken: Cancellation);
}
