using System.Net;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests co-sell in two calls (wire contract 5.2), and the state after one of them fails.</summary>
public sealed class CoSellTests : IDisposable
{
    private const string ConnectedId = "3f6b2c1e-0000-4000-8000-0000000000aa";
    private const string Refusal = """{ "error": { "code": "accessDenied", "message": "m" } }""";

    private static readonly string Connected = ReferralJson.FullWith("id", ConnectedId);

    private readonly MockedService _service = new();
    private readonly CancellationTokenSource _caller = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Referral Draft { get; } = Deal.CoSell(Terms.Whole);

    [Fact]
    public async Task The_deal_is_created_and_Microsoft_invited_into_its_engagement_under_one_correlation_id()
    {
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full).RespondsWith(HttpStatusCode.OK, FoundRecord.Page())
            .RespondsWith(HttpStatusCode.Created, Connected);

        (Referral deal, Referral connected) = await _service.Client().CreateCoSellAsync(
            Draft, Drafts.ToMicrosoft, cancellationToken: Cancellation);

        Assert.Equal((ReferralJson.Id, ConnectedId), (deal.Id, connected.Id));
        Assert.Equal(["POST", "GET", "POST"], _service.Sent.Select(sent => sent.Method));
        SentRequest[] posts = [_service.Sent[0], _service.Sent[2]];
        Assert.All(posts, sent => Assert.Equal("https://api.partner.microsoft.com/v1.0/engagements/referrals", sent.Url));
        JsonNode[] bodies = [.. posts.Select(sent => JsonNode.Parse(sent.Body!)!)];
        Assert.Null(bodies[0]["engagementId"]);
        Assert.Equal("""[{"type":"SolutionProfile","id":"SOL-12345-ABC"}]""", bodies[0]["target"]!.ToJsonString());
        Assert.Equal(ReferralJson.EngagementId, bodies[1]["engagementId"]!.GetValue<string>());
        Assert.Equal("""[{"type":"BusinessProfileLocation","id":"msft"}]""", bodies[1]["target"]!.ToJsonString());
        Assert.Single(_service.Sent.Select(sent => sent.Headers["MS-CorrelationId"]).Distinct());
        Assert.Equal(3, _service.Sent.Select(sent => sent.Headers["client-request-id"]).Distinct().Count());
    }

    [Fact]
    public async Task A_deal_that_joins_an_engagement_is_not_shown_to_a_participant_with_an_open_invitation()
    {
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full)
            .RespondsWith(HttpStatusCode.OK, FoundRecord.Page(FoundRecord.Of(Drafts.ToMicrosoft)));

        CoSellIncompleteException incomplete = await Assert.ThrowsAsync<CoSellIncompleteException>(
            () => _service.Client().CreateCoSellAsync(
                Draft with { EngagementId = ReferralJson.EngagementId }, Drafts.ToMicrosoft, cancellationToken: Cancellation));

        Assert.False(incomplete.MayHaveInvited);
        Assert.IsType<ReferralValidationException>(incomplete.InnerException);
        Assert.Equal(["POST", "GET"], _service.Sent.Select(sent => sent.Method));
    }

    [Fact]
    public async Task The_correlation_id_of_the_caller_spans_both_calls()
    {
        Guid order = new("00000000-0000-0000-0000-000000000042");
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full).RespondsWith(HttpStatusCode.OK, FoundRecord.Page())
            .RespondsWith(HttpStatusCode.Created, Connected);

        await _service.Client().CreateCoSellAsync(
            Draft, Drafts.ToMicrosoft, new ReferralCallOptions { CorrelationId = order }, Cancellation);

        Assert.All(_service.Sent, sent => Assert.Equal(order.ToString(), sent.Headers["MS-CorrelationId"]));
    }

    [Fact]
    public async Task The_violations_of_both_calls_are_reported_together_and_nothing_is_sent()
    {
        Referral draft = Deal.Private(Terms.Whole with
        {
            Name = "",
            CustomerProfile = Terms.Whole.CustomerProfile with { Team = [] },
            ConsentToShareInfoWithOthers = false,
        });

        ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(
            () => _service.Client().CreateCoSellAsync(draft, Drafts.ToMicrosoft, cancellationToken: Cancellation));

        Assert.Equal(
            ["name", "consent/consentToToShareInfoWithOthers", "type", "consent/consentToShareReferralWithMicrosoftSellers",
                "customerProfile/team"],
            refusal.Violations.Select(violation => violation.Path));
        Assert.Equal("create co-sell", refusal.Operation);
        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task The_local_rules_of_the_client_hold_for_both_calls()
    {
        Referral nameless = Draft with { Name = null };
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full).RespondsWith(HttpStatusCode.OK, FoundRecord.Page())
            .RespondsWith(HttpStatusCode.Created, Connected);

        await _service.Client(
            options => options.ClientValidation = ClientValidation.ApiOnly).CreateCoSellAsync(
                nameless, Drafts.ToMicrosoft, cancellationToken: Cancellation);

        Assert.Equal(3, _service.Sent.Count);
    }

    [Fact]
    public async Task A_refused_invitation_leaves_the_deal_on_the_exception_and_inviting_again_goes_on_from_it()
    {
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full).RespondsWith(HttpStatusCode.OK, FoundRecord.Page())
            .RespondsWith(HttpStatusCode.Forbidden, Refusal, ("request-id", "r-2"));
        ReferralsClient client = _service.Client();

        CoSellIncompleteException incomplete = await Assert.ThrowsAsync<CoSellIncompleteException>(
            () => client.CreateCoSellAsync(Draft, Drafts.ToMicrosoft, cancellationToken: Cancellation));
        _service.RespondsWith(HttpStatusCode.OK, FoundRecord.Page()).RespondsWith(HttpStatusCode.Created, Connected);
        Referral connected = await client.InviteAsync(incomplete.GetDeal(), Drafts.ToMicrosoft, cancellationToken: Cancellation);

        Assert.False(incomplete.MayHaveInvited);
        Assert.Equal(
            (HttpStatusCode.Forbidden, "accessDenied", "r-2", "invite", 1),
            (incomplete.StatusCode, incomplete.ErrorCode, incomplete.RequestId, incomplete.Operation, incomplete.Attempts));
        Assert.Equal(HttpStatusCode.Forbidden, Assert.IsType<ReferralsException>(incomplete.InnerException).StatusCode);
        Assert.Equal(ReferralJson.Id, incomplete.GetDeal().Id);
        Assert.Contains("nobody was invited", incomplete.Message, StringComparison.Ordinal);
        Assert.Equal(ConnectedId, connected.Id);
        Assert.Equal(["POST", "GET", "POST", "GET", "POST"], _service.Sent.Select(sent => sent.Method));
        Assert.Equal(_service.Sent[2].Body, _service.Sent[4].Body);
    }

    [Fact]
    public async Task An_invitation_whose_answer_is_lost_may_stand_and_is_not_sent_again()
    {
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full).RespondsWith(HttpStatusCode.OK, FoundRecord.Page())
            .Throws(new HttpRequestException(HttpRequestError.ResponseEnded));

        CoSellIncompleteException incomplete = await Assert.ThrowsAsync<CoSellIncompleteException>(
            () =>
                _service.Client(
                    options => options.ResolveUnknownOutcomes = false).CreateCoSellAsync(
                        Draft, Drafts.ToMicrosoft, cancellationToken: Cancellation));

        Assert.True(incomplete.MayHaveInvited);
        Assert.IsType<ReferralOutcomeUnknownException>(incomplete.InnerException);
        Assert.Contains("may or may not have been created", incomplete.Message, StringComparison.Ordinal);
        Assert.Equal(3, _service.Sent.Count);
    }

    [Fact]
    public async Task A_caller_who_cancels_between_the_calls_keeps_the_deal_and_nobody_is_invited()
    {
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full);
        ReferralCallOptions options = new() { OnResponse = _ => _caller.Cancel() };

        CoSellIncompleteException incomplete = await Assert.ThrowsAsync<CoSellIncompleteException>(
            () => _service.Client().CreateCoSellAsync(Draft, Drafts.ToMicrosoft, options, _caller.Token));

        Assert.False(incomplete.MayHaveInvited);
        Assert.Equal(_caller.Token, Assert.IsType<OperationCanceledException>(incomplete.InnerException).CancellationToken);
        Assert.Equal(ReferralJson.Id, incomplete.GetDeal().Id);
        Assert.Single(_service.Sent);
    }

    [Fact]
    public async Task Cancelling_during_the_invitation_keeps_the_deal_and_says_that_it_may_have_invited()
    {
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full).RespondsWith(HttpStatusCode.OK, FoundRecord.Page())
            .RespondsWith(() =>
            {
                _caller.Cancel();
                return MockedService.Response(HttpStatusCode.Created, new StringContent(Connected));
            });

        CoSellIncompleteException incomplete = await Assert.ThrowsAsync<CoSellIncompleteException>(
            () => _service.Client().CreateCoSellAsync(Draft, Drafts.ToMicrosoft, cancellationToken: _caller.Token));

        Assert.True(incomplete.MayHaveInvited);
        Assert.IsAssignableFrom<OperationCanceledException>(incomplete.InnerException);
        Assert.Equal(ReferralJson.Id, incomplete.GetDeal().Id);
    }

    [Fact]
    public async Task A_callback_that_throws_loses_neither_the_deal_nor_the_invitation()
    {
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full).RespondsWith(HttpStatusCode.OK, FoundRecord.Page())
            .RespondsWith(HttpStatusCode.Created, Connected);
        ReferralCallOptions options = new() { OnResponse = _ => throw new InvalidTimeZoneException() };

        CoSellEngagement engagement = await _service.Client().CreateCoSellAsync(Draft, Drafts.ToMicrosoft, options, Cancellation);

        Assert.Equal(ReferralJson.Id, engagement.Deal.Id);
        Assert.NotEqual(ReferralJson.Id, engagement.ConnectedReferral.Id);
    }

    [Fact]
    public async Task A_deal_that_is_returned_without_a_contact_is_not_shown_and_the_rule_is_reported()
    {
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.FullWith("customerProfile.team", new JsonArray()));

        CoSellIncompleteException incomplete = await Assert.ThrowsAsync<CoSellIncompleteException>(
            () => _service.Client().CreateCoSellAsync(Draft, Drafts.ToMicrosoft, cancellationToken: Cancellation));

        Assert.False(incomplete.MayHaveInvited);
        Assert.Equal(
            "customerProfile/team", Assert.Single(Assert.IsType<ReferralValidationException>(incomplete.InnerException).Violations).Path);
        Assert.Single(_service.Sent);
    }

    [Fact]
    public async Task A_deal_whose_engagement_cannot_be_read_is_to_be_read_again_and_not_created_again()
    {
        _service.RespondsWith(HttpStatusCode.Created, new OddValue("engagementId", "{}").Referral);

        CoSellIncompleteException incomplete = await Assert.ThrowsAsync<CoSellIncompleteException>(
            () => _service.Client().CreateCoSellAsync(Draft, Drafts.ToMicrosoft, cancellationToken: Cancellation));

        Assert.Contains("Read the referral again, and invite with what was read.", incomplete.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Create the referral", incomplete.Message, StringComparison.Ordinal);
        Assert.Equal(
            "engagementId", Assert.Single(Assert.IsType<ReferralValidationException>(incomplete.InnerException).Violations).Path);
        Assert.Single(_service.Sent);
    }

    [Fact]
    public async Task A_create_whose_outcome_is_unknown_is_reported_and_nobody_is_invited()
    {
        _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded));

        ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () =>
                _service.Client(
                    options => options.ResolveUnknownOutcomes = false).CreateCoSellAsync(
                        Draft, Drafts.ToMicrosoft, cancellationToken: Cancellation));

        Assert.Equal("create", unknown.Operation);
        Assert.Single(_service.Sent);
    }

    [Fact]
    public async Task A_deal_that_exists_is_refused()
    {
        ArgumentException refusal = await Assert.ThrowsAsync<ArgumentException>(
            () => _service.Client().CreateCoSellAsync(Drafts.Stored, Drafts.ToMicrosoft, cancellationToken: Cancellation));

        Assert.Equal("draft", refusal.ParamName);
        Assert.StartsWith(
            "The referral has an id, so it already exists. Change it by an update, or create a new draft without an id.",
            refusal.Message,
            StringComparison.Ordinal);
        Assert.Empty(_service.Sent);
    }

    [Fact]
    public void The_exception_can_be_made_by_a_substitute_and_shows_the_deals_id_only()
    {
        Referral deal = Drafts.Stored with { Name = "planted" };

        CoSellIncompleteException incomplete = new(deal, mayHaveInvited: true, new ReferralOutcomeUnknownException("lost"));

        Assert.Same(deal, incomplete.GetDeal());
        Assert.Contains(ReferralJson.Id, incomplete.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", incomplete.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(typeof(CoSellIncompleteException).GetProperties(), property => property.PropertyType == typeof(Referral));
    }

    public void Dispose()
    {
        _caller.Dispose();
        _service.Dispose();
    }
}
