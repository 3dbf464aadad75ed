using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that a PUT sends everything that was read (wire contract 1.5; docs/design.md, decisions 6, 9, 12, 13).</summary>
public sealed class ReplaceTests : IDisposable
{
    private const string Item = $"https://api.partner.microsoft.com/v1.0/engagements/referrals/{ReferralJson.Id}";

    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_leaves_with_If_Match_verbatim_and_all_that_was_read_but_links_and_annotations()
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        await _service.Client().ReplaceAsync(Drafts.Stored with { Name = "Renamed" }, cancellationToken: Cancellation);

        JsonNode expected = JsonNode.Parse(ReferralJson.FullWith("name", "Renamed"))!;
        expected.AsObject().Remove("links");
        expected.AsObject().Remove("@odata.context");
        Assert.Equal("PUT", _service.Only.Method);
        Assert.Equal(Item, _service.Only.Url);
        Assert.Equal(ReferralJson.ETag, _service.Only.Headers["If-Match"]);
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(_service.Only.Body!)), _service.Only.Body);
    }

    [Fact]
    public async Task Twenty_unknown_members_at_different_depths_survive_read_change_and_replace()
    {
        string[] owners =
        [
            "", "customerProfile", "customerProfile.address", "customerProfile.team.0", "customerProfile.team.0.contactPreference",
            "customerProfile.ids.0",
            "consent", "details", "details.requirements", "details.requirements.industries.0", "details.requirements.products.0",
            "details.requirements.solutions.0", "details.requirements.additionalRequirements",
            "details.requirements.additionalRequirements.iot",
            "details.requirements.additionalRequirements.attributes.0", "team.0", "inviteContext", "inviteContext.invitedBy",
            "trackingInfo", "target.0",
        ];
        string read = ReferralJson.FullWith(referral =>
        {
            for (int i = 0; i < owners.Length; i++)
            {
                At(referral, owners[i])[$"unknown{i}"] = new JsonObject { ["kept"] = i, ["deeper"] = new JsonArray(1.50m, null, "é") };
            }
        });
        _service.RespondsWith(HttpStatusCode.OK, read).RespondsWith(HttpStatusCode.OK, read);
        ReferralsClient client = _service.Client();

        Referral deal = await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        await client.ReplaceAsync(deal with { Name = "Renamed" }, cancellationToken: Cancellation);

        JsonNode sent = JsonNode.Parse(_service.Sent[1].Body!)!;
        for (int i = 0; i < owners.Length; i++)
        {
            Assert.Equal($$"""{"kept":{{i}},"deeper":[1.50,null,"\u00E9"]}""", At(sent, owners[i])[$"unknown{i}"]?.ToJsonString());
        }

        static JsonNode At(JsonNode root, string path) => path.Split('.', StringSplitOptions.RemoveEmptyEntries)
            .Aggregate(root, (at, name) => int.TryParse(name, out int index) ? at[index]! : at[name]!);
    }

    [Fact]
    public async Task Partial_data_is_never_written_whatever_the_local_rules()
    {
        Referral partial = new() { Id = ReferralJson.Id, ETag = ReferralJson.ETag };

        ReferralValidationException refusal = await Assert
            .ThrowsAsync<ReferralValidationException>(() => _service.Client(options => options.ClientValidation = ClientValidation.None)
            .ReplaceAsync(partial, new ReferralCallOptions { ClientValidation = ClientValidation.None }, Cancellation));

        Assert.Equal(
            [
                ("type", "A replacement needs a type. Read the whole referral before you replace it."),
                ("customerProfile", "A replacement needs a customer profile. Read the whole referral before you replace it."),
                ("consent", "A replacement needs the consent flags. Read the whole referral before you replace it."),
                ("details", "A replacement needs details. Read the whole referral before you replace it."),
            ],
            refusal.Violations.Select(violation => (violation.Path, violation.Rule)));
        await Assert.ThrowsAsync<ArgumentException>(
            () => _service.Client().ReplaceAsync(Drafts.Stored with { ETag = "" }, cancellationToken: Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => _service.Client().ReplaceAsync(Drafts.Minimal, cancellationToken: Cancellation));
        Assert.Empty(_service.Sent);
    }

    [Theory]
    [InlineData("\"a\"\r\nX-Injected: 1")]
    [InlineData("\"ü\"")]
    public async Task An_ETag_that_no_header_can_carry_is_refused(string eTag)
    {
        await Assert.ThrowsAsync<ArgumentException>(
            () => _service.Client().ReplaceAsync(Drafts.Stored with { ETag = eTag }, cancellationToken: Cancellation));

        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task A_conflict_is_thrown()
    {
        _service.RespondsWith(
            HttpStatusCode.PreconditionFailed,
            """{ "error": { "code": "preconditionFailed", "message": "m", "innerError": { "code": "resourceModified" } } }""");

        ReferralConflictException conflict = await Assert.ThrowsAsync<ReferralConflictException>(
            () => _service.Client().ReplaceAsync(Drafts.Stored, cancellationToken: Cancellation));

        Assert.Equal("replace", conflict.Operation);
        Assert.Equal("resourceModified", conflict.ErrorCode);
    }

    [Theory]
    [InlineData(408), InlineData(500), InlineData(503), InlineData(504), InlineData(0)]
    public async Task A_failure_that_leaves_the_outcome_open_is_retried_because_the_ETag_guards_it(int status)
    {
        OpenFailure(status).RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        await _service.Client().ReplaceAsync(Drafts.Stored, cancellationToken: Cancellation);

        Assert.Equal(2, _service.Sent.Count);
        Assert.Equal(_service.Sent[0].Body, _service.Sent[1].Body);
    }

    [Theory]
    [InlineData(503), InlineData(0)]
    public async Task A_412_after_such_a_failure_is_our_own_success_if_the_record_holds_what_was_intended(int status)
    {
        Referral intended = Drafts.Stored with { Name = "Renamed" };
        OpenFailure(status).RespondsWith(HttpStatusCode.PreconditionFailed)
            .RespondsWith(HttpStatusCode.OK, ReferralJson.FullWith(referral =>
            {
                referral["name"] = "Renamed";
                referral["eTag"] = "\"new\"";
                referral["updatedDateTime"] = "2030-01-01T00:00:00Z";
            }));

        Referral now = await _service.Client().ReplaceAsync(intended, cancellationToken: Cancellation);

        Assert.Equal("\"new\"", now.ETag);
        Assert.Equal(["PUT", "PUT", "GET"], _service.Sent.Select(request => request.Method));
        Assert.Single(_service.Sent.Select(request => request.Headers["MS-CorrelationId"]).Distinct());
    }

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task Otherwise_the_outcome_is_unknown_and_it_is_no_conflict(HttpStatusCode read)
    {
        OpenFailure(0).RespondsWith(HttpStatusCode.PreconditionFailed).RespondsWith(read, ReferralJson.FullWith("name", "Of a colleague"));

        ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => _service.Client().ReplaceAsync(Drafts.Stored with { Name = "Renamed" }, cancellationToken: Cancellation));

        Assert.Equal(HttpStatusCode.PreconditionFailed, unknown.StatusCode);
        Assert.Equal(3, _service.Sent.Count);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "")]
    [InlineData(HttpStatusCode.OK, "{ \"id\": \"")]
    [InlineData(HttpStatusCode.OK, "<html></html>")]
    [InlineData(HttpStatusCode.NoContent, null)]
    public async Task A_yes_that_cannot_be_read_is_our_success_if_the_record_holds_what_was_intended(HttpStatusCode status, string? body)
    {
        _service.RespondsWith(status, body).RespondsWith(HttpStatusCode.OK, ReferralJson.FullWith("name", "Renamed"));

        Referral now = await _service.Client().ReplaceAsync(Drafts.Stored with { Name = "Renamed" }, cancellationToken: Cancellation);

        Assert.Equal("Renamed", now.Name);
        Assert.Equal(["PUT", "GET"], _service.Sent.Select(request => request.Method));
        Assert.Single(_service.Sent.Select(request => request.Headers["MS-CorrelationId"]).Distinct());
    }

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task Otherwise_a_yes_that_cannot_be_read_leaves_the_outcome_unknown(HttpStatusCode read)
    {
        _service.RespondsWith(HttpStatusCode.OK, "<html></html>").RespondsWith(read, ReferralJson.FullWith("name", "Of a colleague"));

        ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => _service.Client().ReplaceAsync(Drafts.Stored with { Name = "Renamed" }, cancellationToken: Cancellation));

        Assert.Equal(HttpStatusCode.OK, unknown.StatusCode);
        Assert.Equal(["PUT", "GET"], _service.Sent.Select(request => request.Method));
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Unauthorized)]
    public async Task Any_refusal_after_such_a_failure_leaves_the_outcome_unknown(HttpStatusCode refusal)
    {
        OpenFailure(0).RespondsWith(refusal);

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => _service.Client().ReplaceAsync(Drafts.Stored, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task Attempts_that_all_fail_openly_leave_the_outcome_unknown()
    {
        OpenFailure(503);
        OpenFailure(0);

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => _service.Client().ReplaceAsync(Drafts.Stored, new ReferralCallOptions { MaxAttempts = 2 }, Cancellation));

        Assert.Equal(2, _service.Sent.Count);
    }

    [Theory]
    [InlineData("referralProgram")]
    [InlineData("campaignId")]
    [InlineData("unknownMember")]
    public void A_colleagues_write_is_never_taken_for_our_own(string member)
    {
        Referral theirs = JsonSerializer.Deserialize(ReferralJson.FullWith(member, "theirs"), ReferralsJson.Referral)!;
        Referral ours = JsonSerializer.Deserialize(ReferralJson.FullWith(member, "ours"), ReferralsJson.Referral)!;

        Assert.False(WriteVerifier.IsApplied(theirs, ours));
        Assert.True(WriteVerifier.IsApplied(ours, ours));
    }

    [Fact]
    public async Task Cancelling_the_read_after_a_lost_answer_says_that_the_replace_may_have_taken_effect()
    {
        using CancellationTokenSource caller = new();
        OpenFailure(0).RespondsWith(() =>
        {
            caller.Cancel();
            return MockedService.Response(HttpStatusCode.PreconditionFailed, null);
        });

        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _service.Client().ReplaceAsync(Drafts.Stored, cancellationToken: caller.Token));

        Assert.Contains("may have taken effect", cancelled.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_service_owns_does_not_count_for_the_intention()
    {
        string other = ReferralJson.FullWith(referral => referral["acceptedDateTime"] = "2031-01-01T00:00:00Z");

        Assert.True(WriteVerifier.IsApplied(JsonSerializer.Deserialize(other, ReferralsJson.Referral)!, Drafts.Stored));
        Assert.False(WriteVerifier.IsApplied(Drafts.Stored with { StatusReason = "x" }, Drafts.Stored));
    }

    public void Dispose() => _service.Dispose();

    private MockedService OpenFailure(int status) => status == 0
        ? _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded))
        : _service.RespondsWith((HttpStatusCode)status);
}
