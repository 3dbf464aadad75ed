using System.Net;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Tests that an invitation is sent only if none to the same participant is open, and that an older one is never its result.
/// </summary>
public sealed class OpenInvitationTests : IDisposable
{
    private const string Collection = "https://api.partner.microsoft.com/v1.0/engagements/referrals";
    private const string Engagement = $"{Collection}?$filter=engagementId%20eq%20%27{ReferralJson.EngagementId}%27";

    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task An_invitation_is_sent_after_a_look_at_its_engagement_under_the_same_correlation_id()
    {
        Looks().RespondsWith(HttpStatusCode.Created, ReferralJson.Full);

        await InviteAsync();

        Assert.Equal([("GET", Engagement), ("POST", Collection)], _service.Sent.Select(request => (request.Method, request.Url)));
        Assert.Single(_service.Sent.Select(request => request.Headers["MS-CorrelationId"]).Distinct());
    }

    [Theory]
    [InlineData("msft", "New")]
    [InlineData("MSFT", "Active")]
    [InlineData("msft", "None")]
    [InlineData("msft", null)]
    public async Task An_invitation_is_refused_while_one_to_the_same_participant_is_open(string target, string? status)
    {
        Looks(FoundRecord.Of(Drafts.ToMicrosoft, open => (open["target"], open["status"]) = (Targets(target), status)));

        ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(InviteAsync);

        RuleViolation violation = Assert.Single(refusal.Violations);
        Assert.Equal(("invite", "target"), (refusal.Operation, violation.Path));
        Assert.Contains($"still open (referral {FoundRecord.Id})", violation.Rule, StringComparison.Ordinal);
        Assert.Contains("CheckOpenInvitations", violation.Rule, StringComparison.Ordinal);
        Assert.Equal("GET", _service.Only.Method);
    }

    [Fact]
    public async Task An_invitation_is_sent_without_a_look_if_the_option_is_off()
    {
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full);

        await _service.Client(options => options.CheckOpenInvitations = false)
            .InviteAsync(Drafts.Stored, Drafts.ToMicrosoft, cancellationToken: Cancellation);

        Assert.Equal("POST", _service.Only.Method);
    }

    [Fact]
    public async Task An_open_invitation_is_found_on_a_later_page_too()
    {
        _service.RespondsWith(HttpStatusCode.OK, FoundRecord.Page("?$skiptoken=2", Own))
            .RespondsWith(HttpStatusCode.OK, FoundRecord.Page("?$skiptoken=3"))
            .RespondsWith(HttpStatusCode.OK, FoundRecord.Page(FoundRecord.Of(Drafts.ToMicrosoft)));

        await Assert.ThrowsAsync<ReferralValidationException>(InviteAsync);

        Assert.All(_service.Sent, request => Assert.Equal("GET", request.Method));
    }

    [Fact]
    public async Task The_refusal_does_not_repeat_an_id_that_is_no_id()
    {
        Looks(FoundRecord.Of(Drafts.ToMicrosoft, open => open["id"] = "ada@fabrikam.example.com"));

        ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(InviteAsync);

        Assert.DoesNotContain("ada", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closed_invitations_and_other_participants_and_engagements_do_not_prevent_an_invitation()
    {
        Looks(
            Own,
            FoundRecord.Of(Drafts.ToMicrosoft, closed => (closed["status"], closed["substatus"]) = ("Closed", "Declined")),
            FoundRecord.Of(Drafts.ToMicrosoft, partner => partner["target"] = Targets("22222222-3333-4444-5555-666666666666")),
            FoundRecord.Of(Drafts.ToMicrosoft, elsewhere => elsewhere["engagementId"] = "7a1d9e44-0000-4000-8000-0000000000ef"))
            .RespondsWith(HttpStatusCode.Created, ReferralJson.Full);

        await InviteAsync();

        Assert.Equal(2, _service.Sent.Count);
    }

    public static TheoryData<string, Action<JsonObject>> Doubts => new()
    {
        { "$.target", open => open["target"] = "microsoft" },
        { "$.target", open => open["target"] = new JsonObject { ["id"] = "x" } },
        { "$.target[0].id", open => open["target"] = new JsonArray(new JsonObject { ["id"] = new JsonObject() }) },
        { "$.engagementId", open => open["engagementId"] = new JsonObject() },
        { "$.status", open => open["status"] = new JsonArray("New") },
    };

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Doubts))]
    public async Task A_record_that_may_be_an_open_invitation_is_taken_for_one(string unreadable, Action<JsonObject> change)
    {
        Looks(Own, FoundRecord.Of(Drafts.ToMicrosoft, change));

        ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(InviteAsync);

        Assert.Contains(
            $"may still be open (referral {FoundRecord.Id}) in this engagement: {unreadable} of the record cannot be read.",
            Assert.Single(refusal.Violations).Rule, StringComparison.Ordinal);
        Assert.Equal("GET", _service.Only.Method);
    }

    [Fact]
    public async Task A_closed_record_or_one_of_another_participant_is_no_open_invitation_whatever_else_cannot_be_read()
    {
        Looks(
            FoundRecord.Of(Drafts.ToMicrosoft, closed => (closed["status"], closed["target"]) = ("Closed", "microsoft")),
            FoundRecord.Of(Drafts.ToMicrosoft, partner =>
                (partner["status"], partner["target"]) = (new JsonArray("New"), Targets("22222222-3333-4444-5555-666666666666"))))
            .RespondsWith(HttpStatusCode.Created, ReferralJson.Full);

        await InviteAsync();

        Assert.Equal(2, _service.Sent.Count);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("""{"id":{}}""")]
    public async Task An_item_that_cannot_be_read_prevents_the_invitation_and_the_message_names_the_way_out(string item)
    {
        _service.RespondsWith(HttpStatusCode.OK, $$"""{"value":[{{item}}]}""", FoundRecord.Date);

        ReferralsException refusal = await Assert.ThrowsAsync<ReferralsException>(InviteAsync);

        Assert.Contains("was not sent", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("ReferralFilter.ForEngagement", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("set CheckOpenInvitations to false", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("GET", _service.Only.Method);
    }

    [Fact]
    public async Task If_the_look_is_refused_nothing_is_sent_and_the_refusal_is_the_result()
    {
        _service.RespondsWith(
            HttpStatusCode.Forbidden, """{ "error": { "code": "accessDenied", "message": "m" } }""", ("request-id", "r-1"));

        ReferralsException refusal = await Assert.ThrowsAsync<ReferralsException>(InviteAsync);

        Assert.Contains("The invitation was not sent", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(
            (HttpStatusCode.Forbidden, "accessDenied", "r-1", "invite"),
            (refusal.StatusCode, refusal.ErrorCode, refusal.RequestId, refusal.Operation));
        Assert.Equal("GET", _service.Only.Method);
    }

    [Fact]
    public async Task A_throttled_look_ends_in_a_throttled_invitation()
    {
        _service.RespondsWith(HttpStatusCode.TooManyRequests, null, ("Retry-After", "3600"));

        ReferralsThrottledException refusal = await Assert.ThrowsAsync<ReferralsThrottledException>(InviteAsync);

        Assert.Equal((TimeSpan.FromHours(1), "invite"), (refusal.RetryAfter, refusal.Operation));
        Assert.Equal("GET", _service.Only.Method);
    }

    [Fact]
    public async Task A_look_that_cannot_be_read_or_lost_its_response_ends_the_invitation_with_a_known_outcome()
    {
        for (int attempt = 0; attempt < 4; attempt++)
        {
            _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded));
        }

        ReferralsException lost = await Assert.ThrowsAsync<ReferralsException>(InviteAsync);
        _service.RespondsWith(HttpStatusCode.OK, "<html>");
        ReferralsException unreadable = await Assert.ThrowsAsync<ReferralsException>(InviteAsync);

        Assert.All([lost, unreadable], failure => Assert.Contains("was not sent", failure.Message, StringComparison.Ordinal));
        Assert.All(_service.Sent, request => Assert.Equal("GET", request.Method));
    }

    [Fact]
    public async Task Cancelling_the_look_says_that_nothing_was_sent()
    {
        using CancellationTokenSource caller = new();
        _service.RespondsWith(() =>
        {
            caller.Cancel();
            return MockedService.Response(HttpStatusCode.OK, new StringContent(FoundRecord.Page()));
        });

        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _service.Client().InviteAsync(Drafts.Stored, Drafts.ToMicrosoft, cancellationToken: caller.Token));

        Assert.Contains("it had no effect", cancelled.Message, StringComparison.Ordinal);
        Assert.Equal(caller.Token, cancelled.CancellationToken);
    }

    [Fact]
    public async Task An_engagement_that_never_ends_is_not_read_to_its_end_and_nobody_is_invited()
    {
        for (int page = 0; page < 10; page++)
        {
            _service.RespondsWith(HttpStatusCode.OK, FoundRecord.Page($"?$skiptoken={page}"));
        }

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(InviteAsync);

        Assert.Contains("was not sent", failure.Message, StringComparison.Ordinal);
        Assert.Equal(5, _service.Sent.Count);
    }

    [Fact]
    public async Task A_search_for_an_invitation_reads_a_limited_number_of_pages()
    {
        Looks().RespondsWith(HttpStatusCode.ServiceUnavailable);
        for (int page = 0; page < 30; page++)
        {
            _service.RespondsWith(HttpStatusCode.OK, FoundRecord.Page($"?$skiptoken={page}"), FoundRecord.Date);
        }

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(InviteAsync);

        Assert.Equal(2 + (3 * 5), _service.Sent.Count);
    }

    public static TheoryData<string, Action<JsonObject>> Others => new()
    {
        { "other notes", other => other["inviteContext"]!["notes"] = "an older invitation" },
        { "no notes", other => other["inviteContext"]!["notes"] = null },
        { "another kind of help", other => other["inviteContext"]!["assistanceRequestCode"] = "QuotesOrLicensing" },
        { "no context", other => other["inviteContext"] = null },
        { "an id that is no GUID", other => other["id"] = ".." },
        { "closed", other => other["status"] = "Closed" },
        { "created before the POST", other => other["createdDateTime"] = "2029-12-31T23:58:00Z" },
        { "created in the year 9999", other => other["createdDateTime"] = "9999-12-31T23:59:59Z" },
    };

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Others))]
    public async Task Another_invitation_is_not_the_result_of_a_lost_one(string why, Action<JsonObject> change)
    {
        Looks().RespondsWith(HttpStatusCode.ServiceUnavailable);
        SearchesThreeTimes(() => FoundRecord.Of(Drafts.ToMicrosoft, change));

        Exception? result = await Record.ExceptionAsync(InviteAsync);

        Assert.True(result is ReferralOutcomeUnknownException, $"{why}: {result?.Message ?? "it was returned"}");
    }

    [Fact]
    public async Task Notes_that_cannot_be_read_are_not_taken_for_none()
    {
        Invitation invitation = Invitation.ToMicrosoft(AssistanceRequestCode.ProofOfConceptOrDemo);
        Looks().RespondsWith(HttpStatusCode.ServiceUnavailable);
        SearchesThreeTimes(() => FoundRecord.Of(invitation, other => other["inviteContext"]!["notes"] = new JsonArray("other")));

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => _service.Client().InviteAsync(Drafts.Stored, invitation, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task An_invitation_that_the_look_has_seen_is_not_the_result_of_a_lost_one()
    {
        Looks(FoundRecord.Of(Drafts.ToMicrosoft, seen => (seen["status"], seen["id"]) = ("Closed", FoundRecord.Id.ToUpperInvariant())))
            .RespondsWith(HttpStatusCode.ServiceUnavailable);
        SearchesThreeTimes(() => FoundRecord.Of(Drafts.ToMicrosoft));

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(InviteAsync);
    }

    [Fact]
    public async Task A_lost_invitation_is_found_by_its_notes_even_if_the_service_encodes_them()
    {
        Invitation invitation = Invitation.ToMicrosoft(AssistanceRequestCode.GeneralOrOther, "R&D <b>help</b>");
        Looks(Own).RespondsWith(HttpStatusCode.ServiceUnavailable).RespondsWith(
            HttpStatusCode.OK,
            FoundRecord.Page(
                Own,
                FoundRecord.Of(invitation, made => made["inviteContext"]!["notes"] = "R&amp;D &lt;b&gt;help&lt;/b&gt;")),
            FoundRecord.Date);

        Referral connected = await _service.Client().InviteAsync(Drafts.Stored, invitation, cancellationToken: Cancellation);

        Assert.Equal(FoundRecord.Id, connected.Id);
    }

    private static JsonObject Own => FoundRecord.Of(Drafts.Stored with { Id = "" }, own => own["id"] = ReferralJson.Id);

    private static JsonArray Targets(string id) => [new JsonObject { ["type"] = "BusinessProfileLocation", ["id"] = id }];

    private MockedService Looks(params JsonObject[] engagement) =>
        _service.RespondsWith(HttpStatusCode.OK, FoundRecord.Page(engagement), FoundRecord.Date);

    private void SearchesThreeTimes(Func<JsonObject> found)
    {
        for (int search = 0; search < 3; search++)
        {
            _service.RespondsWith(HttpStatusCode.OK, FoundRecord.Page(found()), FoundRecord.Date);
        }
    }

    private Task<Referral> InviteAsync() =>
        _service.Client().InviteAsync(Drafts.Stored, Drafts.ToMicrosoft, cancellationToken: Cancellation);
}
