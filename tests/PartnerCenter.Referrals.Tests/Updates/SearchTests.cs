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
    public async Task A_referral_made_exactly_five_minutes_before_the_call_may_be_it()
    {
        _service.RespondsWith(HttpStatusCode.OK, Page(Found(draft => draft["createdDateTime"] = "2029-12-31T23:55:00Z")));

        Assert.Equal("it", (await CreateAsync()).Id);
    }

    [Fact]
    public async Task The_call_ends_without_a_wait_after_the_third_search()
    {
        _service.RespondsWith(HttpStatusCode.OK, Nothing).RespondsWith(HttpStatusCode.OK, Nothing).RespondsWith(HttpStatusCode.OK, Nothing);
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
        _service.RespondsWith(HttpStatusCode.OK, Page(Found()));
        List<ReferralResponseInfo> answers = [];

        await _service.Client().CreateAsync(Draft, new ReferralCallOptions { OnResponse = answers.Add }, Cancellation);

        // The create itself got no response.
        Assert.Equal(HttpStatusCode.OK, Assert.Single(answers).StatusCode);
    }

    [Fact]
    public async Task The_newest_five_pages_are_looked_at_and_no_more()
    {
        const string link = "https://api.partner.microsoft.com/v1.0/referrals?$skiptoken=";
        const int pages = 5;
        for (int look = 0; look < 3; look++)
        {
            for (int page = 1; page <= pages; page++)
            {
                _service.RespondsWith(HttpStatusCode.OK, Page(link + page, Found(other => other["externalReferenceId"] = "CRM-2")));
            }
        }

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(() => CreateAsync());

        Assert.Equal(1 + (3 * pages), _service.Sent.Count);
    }

    [Fact]
    public async Task A_create_in_an_engagement_is_found_in_that_one_only()
    {
        _service.RespondsWith(HttpStatusCode.OK, Page(
            Found(other => (other["id"], other["engagementId"]) = ("another", "7a1d9e44-0000-4000-8000-0000000000ef")),
            Found(it => it["engagementId"] = ReferralJson.EngagementId.ToUpperInvariant())));

        Referral found = await _service.Client().CreateAsync(
            Draft with { EngagementId = ReferralJson.EngagementId }, cancellationToken: Cancellation);

        Assert.Equal("it", found.Id);
    }

    [Theory]
    [InlineData("currency", "EUR")]
    [InlineData("dealValue", "1")]
    public async Task A_referral_of_another_sum_is_another(string member, string value)
    {
        for (int look = 0; look < 3; look++)
        {
            _service.RespondsWith(HttpStatusCode.OK, Page(Found(other => other["details"]![member] = value)));
        }

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(() => CreateAsync());
    }

    [Fact]
    public async Task A_referral_without_details_is_another()
    {
        for (int look = 0; look < 3; look++)
        {
            _service.RespondsWith(HttpStatusCode.OK, Page(Found(other => other.Remove("details"))));
        }

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(() => CreateAsync());
    }

    [Fact]
    public async Task An_invitation_is_found_by_its_target_among_others()
    {
        _service.RespondsWith(HttpStatusCode.OK, Page(
            Found(own => (own["id"], own["target"]) = ("own", Targets("SOL-1"))),
            Found(connected => connected["target"] = Targets("SOL-1", "msft"))));

        Referral connected = await _service.Client().InviteAsync(Drafts.Stored, Drafts.ToMicrosoft, cancellationToken: Cancellation);

        Assert.Equal("it", connected.Id);
    }

    [Fact]
    public async Task An_invitation_is_looked_for_without_an_id_of_the_callers()
    {
        _service.RespondsWith(
            HttpStatusCode.OK, Page(Found(connected => (connected["externalReferenceId"], connected["target"]) = (null, Targets("msft")))));

        Referral connected = await _service.Client().InviteAsync(
            Drafts.Stored with { ExternalReferenceId = null }, Drafts.ToMicrosoft, cancellationToken: Cancellation);

        Assert.Equal("it", connected.Id);
    }

    private static JsonArray Targets(params string[] ids) =>
        [.. ids.Select(id => new JsonObject { ["type"] = "BusinessProfileLocation", ["id"] = id })];

    private static JsonObject Found(Action<JsonObject>? change = null)
    {
        JsonObject found = new()
        {
            ["id"] = "it",
            ["eTag"] = "\"1\"",
            ["engagementId"] = ReferralJson.EngagementId,
            ["externalReferenceId"] = "CRM-1",
            ["type"] = "Independent",
            ["createdDateTime"] = "2030-01-01T00:00:00Z",
            ["details"] = new JsonObject { ["dealValue"] = 25_000, ["currency"] = "USD" },
        };
        change?.Invoke(found);
        return found;
    }

    private static string Page(params JsonNode[] records) => Page(null, records);

    private static string Page(string? nextLink, params JsonNode[] records) =>
        new JsonObject { ["value"] = new JsonArray(records), ["@odata.nextLink"] = nextLink }.ToJsonString();

    private Task<Referral> CreateAsync(Action<ReferralsClientOptions>? configure = null) =>
        _service.Client(configure).CreateAsync(Draft, cancellationToken: Cancellation);
}
