using System.Net;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that a create or an invitation whose response was lost is searched for and never sent again.</summary>
public sealed class UnknownOutcomeTests : IDisposable
{
    private const string Collection = "https://api.partner.microsoft.com/v1.0/engagements/referrals";
    private const string Newest = Collection + "?$orderby=createdDateTime%20desc";

    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Referral Draft => Drafts.Minimal with { ExternalReferenceId = "CRM-1" };

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_create_is_found_among_the_newest_referrals_by_the_callers_own_id(bool gatewayAnswers)
    {
        _ = gatewayAnswers
            ? _service.RespondsWith(HttpStatusCode.GatewayTimeout)
            : _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded));
        _service.RespondsWith(
            HttpStatusCode.OK, Page(Like("another", externalReferenceId: "CRM-2"), Like("it"), Like("old", minutesAgo: 6)));

        Referral found = await _service.Client().CreateAsync(Draft, cancellationToken: Cancellation);

        Assert.Equal("it", found.Id);
        Assert.Equal([("POST", Collection), ("GET", Newest)], _service.Sent.Select(request => (request.Method, request.Url)));
        Assert.Single(_service.Sent.Select(request => request.Headers["MS-CorrelationId"]).Distinct());
    }

    [Fact]
    public async Task The_search_goes_back_to_the_start_of_the_call_and_no_further()
    {
        _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded));
        _service.RespondsWith(HttpStatusCode.OK, Page("?$skiptoken=2", Like("new", externalReferenceId: "x")));
        _service.RespondsWith(HttpStatusCode.OK, Page("?$skiptoken=3", Like("it"), Like("old", minutesAgo: 6)));

        Referral found = await _service.Client().CreateAsync(Draft, cancellationToken: Cancellation);

        Assert.Equal("it", found.Id);
        Assert.Equal(3, _service.Sent.Count);
    }

    [Fact]
    public async Task It_looks_three_times_because_the_service_may_show_it_late()
    {
        _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded))
            .RespondsWith(
                HttpStatusCode.OK, Page()).RespondsWith(HttpStatusCode.OK, Page()).RespondsWith(HttpStatusCode.OK, Page(Like("it")));
        Task<Referral> create = _service.Client(
            options => options.RetryDelay = TimeSpan.FromSeconds(3)).CreateAsync(Draft, cancellationToken: Cancellation);

        foreach (int seconds in new[] { 3, 6 })
        {
            TimeSpan wait = TimeSpan.FromSeconds(seconds);
            await _service.Time.WaitStartedAsync(wait, wait);
            _service.Time.Advance(wait);
        }

        Assert.Equal("it", (await create).Id);
        Assert.Equal(["POST", "GET", "GET", "GET"], _service.Sent.Select(request => request.Method));
    }

    [Fact]
    public async Task What_is_not_found_stays_unknown_and_says_so()
    {
        _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded))
            .RespondsWith(
                HttpStatusCode.OK, Page()).RespondsWith(
                    HttpStatusCode.Forbidden).RespondsWith(HttpStatusCode.OK, Page(Like("x", externalReferenceId: "CRM-3")));

        ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => _service.Client().CreateAsync(Draft, cancellationToken: Cancellation));

        Assert.Contains("not found", unknown.Message, StringComparison.Ordinal);
        Assert.Equal(
            ("create", 1, Guid.Parse(_service.Sent[0].Headers["MS-CorrelationId"])),
            (unknown.Operation, unknown.Attempts, unknown.CorrelationId));
        Assert.IsType<ReferralOutcomeUnknownException>(unknown.InnerException);
        Assert.Single(_service.Sent, request => request.Method == "POST");
    }

    public static TheoryData<string, JsonNode> Others => new()
    {
        { "too old", Like("x", minutesAgo: 6) },
        { "another id", Like("x", externalReferenceId: "crm-1") },
        { "another value", Like("x", value: 2) },
        { "another type", Like("x", type: "Shared") },
    };

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Others))]
    public async Task Another_referral_is_not_taken_for_it(string why, JsonNode other)
    {
        _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded));
        for (int i = 0; i < 3; i++)
        {
            _service.RespondsWith(HttpStatusCode.OK, Page(other.DeepClone()));
        }

        ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => _service.Client().CreateAsync(Draft, cancellationToken: Cancellation));

        Assert.True(unknown.Attempts == 1, why);
    }

    [Fact]
    public async Task Several_matching_referrals_leave_the_outcome_unknown()
    {
        _service.Throws(
            new HttpRequestException(HttpRequestError.ResponseEnded)).RespondsWith(HttpStatusCode.OK, Page(Like("a"), Like("b")));

        ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => _service.Client().CreateAsync(Draft, cancellationToken: Cancellation));

        Assert.Contains("several", unknown.Message, StringComparison.Ordinal);
        Assert.Equal(2, _service.Sent.Count);
    }

    [Fact]
    public async Task Without_an_id_of_the_callers_or_with_the_option_off_nothing_is_looked_for()
    {
        _service.Throws(
            new HttpRequestException(HttpRequestError.ResponseEnded)).Throws(new HttpRequestException(HttpRequestError.ResponseEnded));

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => _service.Client().CreateAsync(Drafts.Minimal, cancellationToken: Cancellation));
        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => _service.Client(options => options.ResolveUnknownOutcomes = false).CreateAsync(Draft, cancellationToken: Cancellation));

        Assert.Equal(["POST", "POST"], _service.Sent.Select(request => request.Method));
    }

    [Fact]
    public async Task A_refusal_is_not_looked_for()
    {
        _service.RespondsWith(HttpStatusCode.BadRequest);

        await Assert.ThrowsAsync<ReferralsException>(() => _service.Client().CreateAsync(Draft, cancellationToken: Cancellation));

        Assert.Single(_service.Sent);
    }

    [Fact]
    public async Task An_invitation_is_found_in_its_engagement_by_its_target()
    {
        JsonNode own = Like("own", target: "SOL-12345-ABC");
        _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded))
            .RespondsWith(HttpStatusCode.OK, Page(own, Like("earlier", target: "msft", minutesAgo: 6), Like("connected", target: "MSFT")));

        Referral connected = await _service.Client().InviteAsync(Drafts.Stored, Drafts.ToMicrosoft, cancellationToken: Cancellation);

        Assert.Equal("connected", connected.Id);
        Assert.Equal($"{Collection}?$filter=engagementId%20eq%20%27{Drafts.Stored.EngagementId}%27", _service.Sent[1].Url);
    }

    [Fact]
    public async Task An_invitation_that_was_declined_just_before_is_not_taken_for_the_new_one()
    {
        JsonNode declined = Like("declined", target: "msft");
        declined["status"] = "Closed";
        _service.Throws(
            new HttpRequestException(HttpRequestError.ResponseEnded)).RespondsWith(
                HttpStatusCode.OK, Page(declined)).RespondsWith(HttpStatusCode.OK, Page(declined.DeepClone()))
            .RespondsWith(HttpStatusCode.OK, Page(declined.DeepClone(), Like("connected", target: "msft")));

        Referral connected = await _service.Client().InviteAsync(Drafts.Stored, Drafts.ToMicrosoft, cancellationToken: Cancellation);

        Assert.Equal("connected", connected.Id);
    }

    [Fact]
    public async Task Cancelling_the_search_says_that_the_write_may_have_taken_effect()
    {
        using CancellationTokenSource caller = new();
        _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded)).RespondsWith(HttpStatusCode.OK, Page());
        Task<Referral> create = _service.Client(
            options => options.RetryDelay = TimeSpan.FromSeconds(3)).CreateAsync(Draft, cancellationToken: caller.Token);
        await _service.Time.WaitStartedAsync(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3));

        await caller.CancelAsync();

        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => create);
        Assert.Contains("may have taken effect", cancelled.Message, StringComparison.Ordinal);
    }

    private static JsonNode Like(
        string id, string externalReferenceId = "CRM-1", decimal? value = null, string? type = null, string? target = null,
        int minutesAgo = 0) => new JsonObject
        {
            ["id"] = id,
            ["eTag"] = "\"1\"",
            ["engagementId"] = Drafts.Stored.EngagementId,
            ["externalReferenceId"] = externalReferenceId,
            ["type"] = type ?? Drafts.Minimal.Type?.Value,
            ["createdDateTime"] = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(-minutesAgo).ToString("O"),
            ["target"] = new JsonArray(new JsonObject { ["type"] = "BusinessProfileLocation", ["id"] = target ?? "SOL-12345-ABC" }),
            ["details"] = new JsonObject
            {
                ["dealValue"] = value ?? Drafts.Minimal.Details?.DealValue,
                ["currency"] = Drafts.Minimal.Details?.Currency
            },
        };

    private static string Page(params JsonNode[] records) => Page(null, records);

    private static string Page(string? nextLink, params JsonNode[] records) => new JsonObject
    {
        ["value"] = new JsonArray(records),
        ["@odata.nextLink"] = nextLink is null ? null : "http://api.partner.microsoft.com/v1.0/referrals" + nextLink,
    }.ToJsonString();
}
