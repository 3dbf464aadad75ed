using System.Net;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that a create or an invitation whose response was lost is searched for and never sent again.</summary>
public sealed class UnknownOutcomeTests : IDisposable
{
    private const string Collection = "https://api.partner.microsoft.com/v1.0/engagements/referrals";
    private const string Newest = Collection + "?$orderby=createdDateTime%20desc";
    private const string Old = "3f6b2c1e-0000-4000-8000-0000000000f3";

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
        Lists(Like(FoundRecord.OtherId, externalReferenceId: "CRM-2"), Like(FoundRecord.Id), Like(Old, minutesAgo: 6));

        Referral found = await _service.Client().CreateAsync(Draft, cancellationToken: Cancellation);

        Assert.Equal(FoundRecord.Id, found.Id);
        Assert.Equal([("POST", Collection), ("GET", Newest)], _service.Sent.Select(request => (request.Method, request.Url)));
        Assert.Single(_service.Sent.Select(request => request.Headers["MS-CorrelationId"]).Distinct());
    }

    [Theory]
    [InlineData("externalReferenceId", "CRM-2")]
    [InlineData("engagementId", "00000000-0000-4000-8000-0000000000ff")]
    public async Task A_created_response_that_shows_another_referral_is_not_returned(string member, string value)
    {
        Referral draft = Draft with { EngagementId = ReferralJson.EngagementId };
        JsonObject other = Like(FoundRecord.OtherId);
        other[member] = value;
        _service.RespondsWith(HttpStatusCode.Created, other.ToJsonString());
        Lists(Like(FoundRecord.Id));

        Referral found = await _service.Client().CreateAsync(draft, cancellationToken: Cancellation);

        Assert.Equal(FoundRecord.Id, found.Id);
    }

    [Fact]
    public async Task The_search_goes_back_to_the_start_of_the_call_and_no_further()
    {
        _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded));
        ListsBefore("?$skiptoken=2", Like(FoundRecord.OtherId, externalReferenceId: "x"));
        ListsBefore("?$skiptoken=3", Like(FoundRecord.Id), Like(Old, minutesAgo: 6));

        Referral found = await _service.Client().CreateAsync(Draft, cancellationToken: Cancellation);

        Assert.Equal(FoundRecord.Id, found.Id);
        Assert.Equal(3, _service.Sent.Count);
    }

    [Fact]
    public async Task It_looks_three_times_because_the_service_may_show_it_late()
    {
        _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded));
        Lists();
        Lists();
        Lists(Like(FoundRecord.Id));
        Task<Referral> create = _service.Client(
            options => options.RetryDelay = TimeSpan.FromSeconds(3)).CreateAsync(Draft, cancellationToken: Cancellation);

        foreach (int seconds in new[] { 3, 6 })
        {
            TimeSpan wait = TimeSpan.FromSeconds(seconds);
            await _service.Time.WaitStartedAsync(wait, wait);
            _service.Time.Advance(wait);
        }

        Assert.Equal(FoundRecord.Id, (await create).Id);
        Assert.Equal(["POST", "GET", "GET", "GET"], _service.Sent.Select(request => request.Method));
    }

    [Fact]
    public async Task What_is_not_found_stays_unknown_and_says_so()
    {
        _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded));
        Lists();
        _service.RespondsWith(HttpStatusCode.Forbidden);
        Lists(Like(FoundRecord.OtherId, externalReferenceId: "CRM-3"));

        ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => _service.Client().CreateAsync(Draft, cancellationToken: Cancellation));

        Assert.Contains("not found", unknown.Message, StringComparison.Ordinal);
        Assert.Equal(
            ("create", 1, Guid.Parse(_service.Sent[0].Headers["MS-CorrelationId"])),
            (unknown.Operation, unknown.Attempts, unknown.CorrelationId));
        Assert.IsType<ReferralOutcomeUnknownException>(unknown.InnerException);
        Assert.Single(_service.Sent, request => request.Method == "POST");
    }

    [Fact]
    public async Task Several_matching_referrals_leave_the_outcome_unknown()
    {
        _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded));
        Lists(Like(FoundRecord.Id), Like(FoundRecord.OtherId));

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
        Lists(Like(ReferralJson.Id));
        _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded));
        Lists(Like(ReferralJson.Id), Invited(Old, minutesAgo: 6), Invited(FoundRecord.Id));

        Referral connected = await _service.Client().InviteAsync(Drafts.Stored, Drafts.ToMicrosoft, cancellationToken: Cancellation);

        Assert.Equal(FoundRecord.Id, connected.Id);
        Assert.Equal($"{Collection}?$filter=engagementId%20eq%20%27{Drafts.Stored.EngagementId}%27", _service.Sent[2].Url);
    }

    [Fact]
    public async Task An_invitation_that_was_declined_just_before_is_not_taken_for_the_new_one()
    {
        Lists();
        _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded));
        Lists(Invited(FoundRecord.OtherId, "Closed"));
        Lists(Invited(FoundRecord.OtherId, "Closed"));
        Lists(Invited(FoundRecord.OtherId, "Closed"), Invited(FoundRecord.Id));

        Referral connected = await _service.Client().InviteAsync(Drafts.Stored, Drafts.ToMicrosoft, cancellationToken: Cancellation);

        Assert.Equal(FoundRecord.Id, connected.Id);
    }

    [Fact]
    public async Task Cancelling_the_search_says_that_the_write_may_have_taken_effect()
    {
        using CancellationTokenSource caller = new();
        _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded));
        Lists();
        Task<Referral> create = _service.Client(
            options => options.RetryDelay = TimeSpan.FromSeconds(3)).CreateAsync(Draft, cancellationToken: caller.Token);
        await _service.Time.WaitStartedAsync(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3));

        await caller.CancelAsync();

        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => create);
        Assert.Contains("may have taken effect", cancelled.Message, StringComparison.Ordinal);
    }

    private static JsonObject Like(string id, string externalReferenceId = "CRM-1", int minutesAgo = 0) =>
        FoundRecord.Of(Draft, record =>
        {
            (record["id"], record["externalReferenceId"]) = (id, externalReferenceId);
            record["createdDateTime"] = Created(minutesAgo);
        });

    private static JsonObject Invited(string id, string status = "New", int minutesAgo = 0) =>
        FoundRecord.Of(Drafts.ToMicrosoft, record =>
        {
            (record["id"], record["status"]) = (id, status);
            record["createdDateTime"] = Created(minutesAgo);
        });

    private static string Created(int minutesAgo) =>
        new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(-minutesAgo).ToString("O");

    private void Lists(params JsonObject[] records) =>
        _service.RespondsWith(HttpStatusCode.OK, FoundRecord.Page(records), FoundRecord.Date);

    private void ListsBefore(string nextLink, params JsonObject[] records) =>
        _service.RespondsWith(HttpStatusCode.OK, FoundRecord.Page(nextLink, records), FoundRecord.Date);
}
