using System.Net;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that an update sends the smallest correct request, and what it refuses.</summary>
public sealed class UpdateTests : IDisposable
{
    private const string Item = "https://api.partner.microsoft.com/v1.0/engagements/referrals/" + ReferralJson.Id;

    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    public static TheoryData<string, Func<Referral, Referral>, string> Patches => new()
    {
        {
            "one field",
            deal => deal with { Details = deal.Details! with { DealValue = 30_000m } },
            """[{"op":"replace","path":"/details/dealValue","value":30000}]"""
        },
        {
            "several fields",
            deal => deal with { Status = ReferralStatus.Closed, Substatus = ReferralSubstatus.Lost, StatusReason = "Budget" },
            """
            [{"op":"replace","path":"/status","value":"Closed"},{"op":"replace","path":"/substatus","value":"Lost"},
             {"op":"replace","path":"/statusReason","value":"Budget"}]
            """
        },
        {
            "a date of another offset",
            deal => deal
                with { Details = deal.Details! with { ClosingDateTime = new DateTimeOffset(2031, 1, 1, 1, 0, 0, TimeSpan.FromHours(1)) } },
            """[{"op":"replace","path":"/details/closingDateTime","value":"2031-01-01T00:00:00Z"}]"""
        },
        {
            "a field cleared",
            deal => deal with { Details = deal.Details! with { Notes = null } },
            """[{"op":"replace","path":"/details/notes","value":null}]"""
        },
        {
            "a member more",
            deal => deal with { Team = [.. deal.Team, new Member { FirstName = "Cem" }] },
            """[{"op":"add","path":"/team/-","value":{"firstName":"Cem"}}]"""
        },
        {
            "a member changed and one more",
            deal => deal with { Team = [deal.Team[0], new Member { FirstName = "Cem" }, new Member { FirstName = "Dora" }] },
            """
            [{"op":"replace","path":"/team","value":[{"firstName":"A","unknown":1},{"firstName":"Cem"},{"firstName":"Dora"}]}]
            """
        },
        {
            "a list in another order",
            deal => deal with { Team = [.. deal.Team.Reverse()] },
            """[{"op":"replace","path":"/team","value":[{"firstName":"B","unknown":2},{"firstName":"A","unknown":1}]}]"""
        },
        {
            "the first of a list",
            deal =>
                deal with { CustomerProfile = deal.CustomerProfile! with { Team = [new Member { Email = "ada@fabrikam.example.com" }] } },
            """[{"op":"replace","path":"/customerProfile/team","value":[{"email":"ada@fabrikam.example.com"}]}]"""
        },
    };

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Patches))]
    public async Task What_can_be_patched_is_patched_and_nothing_else_is_sent(string what, Func<Referral, Referral> change, string patch)
    {
        _service.RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json()).RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json("\"2\""));

        Referral now = await _service.Client().UpdateAsync(ReferralJson.Id, change, cancellationToken: Cancellation);

        Assert.Equal([("GET", Item), ("PATCH", Item)], _service.Sent.Select(request => (request.Method, request.Url)));
        Assert.Equal("\"1\"", _service.Sent[1].Headers["If-Match"]);
        AssertSame(patch, _service.Sent[1].Body!, what);
        Assert.Equal("\"2\"", now.ETag);
    }

    [Fact]
    public async Task Each_path_of_the_closed_list_is_patched_alone_and_never_by_a_replace()
    {
        // wire contract 1.6: the eighteen paths without the three that append.
        (string Path, Func<Referral, Referral> Change)[] changes =
        [
            ("/campaignId", deal => deal with { CampaignId = "C" }),
            ("/consent/consentToShareReferralWithMicrosoftSellers",
                deal => deal with { Consent = deal.Consent! with { ConsentToShareReferralWithMicrosoftSellers = true } }),
            ("/customerProfile/team", deal => deal with { CustomerProfile = deal.CustomerProfile! with { Team = [new Member()] } }),
            ("/details/closingDateTime", deal => deal with { Details = deal.Details! with { ClosingDateTime = DateTimeOffset.UnixEpoch } }),
            ("/details/currency", deal => deal with { Details = deal.Details! with { Currency = "EUR" } }),
            ("/details/dealValue", deal => deal with { Details = deal.Details! with { DealValue = 1m } }),
            ("/details/notes", deal => deal with { Details = deal.Details! with { Notes = "N" } }),
            ("/details/requirements/solutions", deal => deal with
            {
                Details = deal.Details!
                    with { Requirements = deal.Details.Requirements! with { Solutions = [SolutionTag.Catalogue("SOL-2-BBB")] } },
            }),
            ("/externalReferenceId", deal => deal with { ExternalReferenceId = "E" }),
            ("/referralProgram", deal => deal with { ReferralProgram = "P" }),
            ("/salesStage", deal => deal with { SalesStage = SalesStage.Develop }),
            ("/status", deal => deal with { Status = ReferralStatus.Closed }),
            ("/substatus", deal => deal with { Substatus = ReferralSubstatus.Won }),
            ("/statusReason", deal => deal with { StatusReason = "R" }),
            ("/team", deal => deal with { Team = [] }),
        ];
        foreach ((_, Func<Referral, Referral> change) in changes)
        {
            _service.RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json()).RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json("\"2\""));
            await _service.Client().UpdateAsync(ReferralJson.Id, change, cancellationToken: Cancellation);
        }

        Assert.Equal(
            changes.Select(change => $"PATCH {change.Path}"),
            _service.Sent.Where(request => request.Method != "GET")
                .Select(request => $"{request.Method} {Assert.Single(JsonNode.Parse(request.Body!)!.AsArray())!["path"]}"));
    }

    [Fact]
    public async Task What_cannot_be_patched_is_replaced_as_a_whole_with_what_is_unknown_in_it()
    {
        _service.RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json()).RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json("\"2\""));

        await _service.Client().UpdateAsync(
            ReferralJson.Id, deal => deal with { Name = "New", Details = deal.Details! with { DealValue = 1m } },
            cancellationToken: Cancellation);

        Assert.Equal([("GET", Item), ("PUT", Item)], _service.Sent.Select(request => (request.Method, request.Url)));
        Assert.Equal("\"1\"", _service.Sent[1].Headers["If-Match"]);
        JsonNode sent = JsonNode.Parse(_service.Sent[1].Body!)!;
        Assert.Equal("New", (string?)sent["name"]);
        Assert.Equal(1m, (decimal?)sent["details"]!["dealValue"]);
        Assert.Equal("kept", (string?)sent["details"]!["unknown"]);
        Assert.Equal(1, (int?)sent["team"]![0]!["unknown"]);
        Assert.Null(sent["links"]);
    }

    [Fact]
    public async Task No_difference_sends_nothing_and_gives_back_what_was_read()
    {
        _service.RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json());

        Referral now = await _service.Client().UpdateAsync(
            ReferralJson.Id,
            deal => deal with
            {
                Team = [.. deal.Team],
                Details = deal.Details! with { DealValue = 100.00m },
                CustomerProfile = deal.CustomerProfile! with { }
            },
            cancellationToken: Cancellation);

        Assert.Equal("\"1\"", now.ETag);
        Assert.Equal("GET", _service.Only.Method);
    }

    public static TheoryData<string, Func<Referral, Referral>> Refused => new()
    {
        { "id", deal => deal with { Id = "00000000-0000-0000-0000-000000000002" } },
        { "eTag", deal => deal with { ETag = "\"0\"" } },
        { "direction", deal => deal with { Direction = ReferralDirection.Outgoing } },
        { "updatedDateTime", deal => deal with { UpdatedDateTime = DateTimeOffset.UnixEpoch } },
        { "links", deal => deal with { Links = new ReferralLinks() } },
        { "registrations", deal => deal with { Registrations = [new DealRegistration()] } },
        { "customerProfile/isMatchingComplete", deal => deal with
        {
            CustomerProfile = deal.CustomerProfile! with { IsMatchingComplete = true }
        } },
        { "details/unknown", deal => deal with { Details = new ReferralDetails { DealValue = 1m } } },
        { "engagementId", deal => deal with { EngagementId = "00000000-0000-0000-0000-000000000009" } },
        { "type", deal => deal with { Type = ReferralType.Shared } },
        { "qualification", deal => deal with { Qualification = ReferralQualification.Direct } },
        { "mpnId", deal => deal with { MpnId = "7654321" } },
        { "inviteContext/notes", deal => deal with { InviteContext = deal.InviteContext! with { Notes = "planted" } } },
        { "referralProgram", deal => deal with { Name = "New", ReferralProgram = "P" } },
    };

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Refused))]
    public async Task What_is_not_the_callers_to_change_is_refused_by_its_name(string path, Func<Referral, Referral> change)
    {
        _service.RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json());

        ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(
            () => _service.Client().UpdateAsync(ReferralJson.Id, change, cancellationToken: Cancellation));

        Assert.Equal(path, Assert.Single(refusal.Violations).Path);
        Assert.Equal("update", refusal.Operation);
        Assert.DoesNotContain("planted", refusal.ToString(), StringComparison.Ordinal);
        Assert.Equal("GET", _service.Only.Method);
    }

    [Theory]
    [InlineData("type"), InlineData("customerProfile"), InlineData("consent"), InlineData("details")]
    public async Task A_part_that_a_replace_needs_cannot_be_taken_away(string part)
    {
        _service.RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json());

        ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(() => _service.Client().UpdateAsync(
            ReferralJson.Id,
            deal => part switch
            {
                "type" => deal with { Type = null },
                "customerProfile" => deal with { CustomerProfile = null },
                "consent" => deal with { Consent = null },
                _ => deal with { Details = null },
            },
            new ReferralCallOptions { ClientValidation = ClientValidation.None },
            Cancellation));

        Assert.Equal(part, Assert.Single(refusal.Violations).Path);
        Assert.Equal("GET", _service.Only.Method);
    }

    [Fact]
    public async Task What_is_unknown_may_come_from_another_referral_as_long_as_it_is_not_lost()
    {
        string other = UpdatedDeal.Json().Replace("\"kept\"", "\"of another\",\"more\":1", StringComparison.Ordinal);
        _service.RespondsWith(
            HttpStatusCode.OK, other).RespondsWith(
                HttpStatusCode.OK, UpdatedDeal.Json()).RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json("\"2\""));
        ReferralsClient client = _service.Client();
        Referral template = await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        await client.UpdateAsync(ReferralJson.Id, deal => deal with { Details = template.Details }, cancellationToken: Cancellation);

        Assert.Equal("of another", (string?)JsonNode.Parse(_service.Sent[2].Body!)!["details"]!["unknown"]);
        Assert.Equal(1, (int?)JsonNode.Parse(_service.Sent[2].Body!)!["details"]!["more"]);
    }

    [Fact]
    public async Task A_null_in_an_offer_whose_shape_is_not_known_is_a_change()
    {
        string read = UpdatedDeal.Json().Replace(
            "\"requirements\":{", "\"requirements\":{\"offers\":[{\"a\":null}],", StringComparison.Ordinal);
        _service.RespondsWith(HttpStatusCode.OK, read).RespondsWith(HttpStatusCode.OK, read);

        await _service.Client().UpdateAsync(
            ReferralJson.Id,
            deal => deal with
            {
                Details = deal.Details! with
                {
                    Requirements = deal.Details.Requirements! with { Offers = [System.Text.Json.JsonElement.Parse("{}")] },
                },
            },
            cancellationToken: Cancellation);

        Assert.Equal("[{}]", JsonNode.Parse(_service.Sent[1].Body!)!["details"]!["requirements"]!["offers"]!.ToJsonString());
    }

    [Theory]
    [InlineData("null", "GET GET")]
    [InlineData("7", "GET GET PUT")]
    public async Task An_unknown_member_that_only_the_other_referral_has_is_a_change_unless_it_is_null(string value, string sent)
    {
        string other = UpdatedDeal.Json().Replace("\"kept\"", $"\"kept\",\"more\":{value}", StringComparison.Ordinal);
        _service.RespondsWith(HttpStatusCode.OK, other).RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json())
            .RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json("\"2\""));
        ReferralsClient client = _service.Client();
        Referral template = await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        await client.UpdateAsync(ReferralJson.Id, deal => deal with { Details = template.Details }, cancellationToken: Cancellation);

        Assert.Equal(sent, string.Join(' ', _service.Sent.Select(request => request.Method)));
    }

    [Fact]
    public async Task The_service_judges_what_was_set_at_creation_if_the_caller_says_so()
    {
        _service.RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json()).RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json("\"2\""));

        await _service.Client().UpdateAsync(
            ReferralJson.Id, deal => deal with { Type = ReferralType.Shared },
            new ReferralCallOptions { ClientValidation = ClientValidation.None }, Cancellation);

        Assert.Equal("PUT", _service.Sent[1].Method);
    }

    [Fact]
    public async Task A_function_that_returns_nothing_or_throws_writes_nothing()
    {
        _service.RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json()).RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json());

        ArgumentException nothing = await Assert.ThrowsAsync<ArgumentException>(
            "change", () => _service.Client().UpdateAsync(ReferralJson.Id, _ => null!, cancellationToken: Cancellation));
        Assert.Contains("must return the changed referral", nothing.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<TimeZoneNotFoundException>(
            () => _service.Client().UpdateAsync(
                ReferralJson.Id, _ => throw new TimeZoneNotFoundException(), cancellationToken: Cancellation));

        Assert.Equal(["GET", "GET"], _service.Sent.Select(request => request.Method));
    }

    [Theory]
    [InlineData("a patch", "")]
    [InlineData("a replace", "")]
    [InlineData("a patch", "*")]
    [InlineData("a replace", "*")]
    public async Task A_referral_without_a_valid_ETag_is_never_written_unconditionally(string what, string eTag)
    {
        _service.RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json(eTag));

        ReferralsException refusal = await Assert.ThrowsAsync<ReferralsException>(() => _service.Client().UpdateAsync(
            ReferralJson.Id, deal => what == "a patch"
                ? deal with { CampaignId = "C" }
                : deal with { Name = "New" }, cancellationToken: Cancellation));

        Assert.Equal(("update", "GET"), (refusal.Operation, _service.Only.Method));
        Assert.Equal(_service.Only.Headers["MS-CorrelationId"], refusal.CorrelationId.ToString());
        Assert.Contains("without a valid ETag", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("nothing was written. Call PatchUnconditionallyAsync", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conflict_that_the_function_throws_itself_goes_to_the_caller_and_runs_nothing_again()
    {
        _service.RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json());
        ReferralConflictException own = new("A conflict of another referral.");

        ReferralConflictException thrown = await Assert.ThrowsAsync<ReferralConflictException>(
            () => _service.Client().UpdateAsync(ReferralJson.Id, _ => throw own, cancellationToken: Cancellation));

        Assert.Same(own, thrown);
        Assert.Equal("GET", _service.Only.Method);
    }

    [Fact]
    public async Task Bad_arguments_send_nothing()
    {
        ReferralsClient client = _service.Client();

        await Assert.ThrowsAsync<ArgumentException>(
            "id", () => client.UpdateAsync("1", UpdatedDeal.OneMore, cancellationToken: Cancellation));
        await Assert.ThrowsAsync<ArgumentNullException>(
            "change", () => client.UpdateAsync(ReferralJson.Id, null!, cancellationToken: Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(
            "options",
            () => client.UpdateAsync(
                ReferralJson.Id, UpdatedDeal.OneMore, new ReferralCallOptions { MaxConflictRetries = -1 }, Cancellation));

        Assert.Empty(_service.Sent);
    }

    private static void AssertSame(string expected, string actual, string what) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), $"{what}: {actual}");
}
