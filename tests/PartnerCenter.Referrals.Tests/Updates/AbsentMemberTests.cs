using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests the requests that follow a read of an old record, which lacks many members (wire contract 1.5).</summary>
public sealed class AbsentMemberTests : IDisposable
{
    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task A_replace_sends_what_was_read_and_what_was_changed()
    {
        _service.RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json()).RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json("\"2\""));
        JsonObject expected = JsonNode.Parse(UpdatedDeal.Json())!.AsObject();
        expected.Remove("links");
        expected["name"] = "New";
        expected["team"]!.AsArray().RemoveAt(1);

        await _service.Client().UpdateAsync(
            ReferralJson.Id, deal => deal with { Name = "New", Team = [deal.Team[0]] }, cancellationToken: Cancellation);

        Assert.Equal("PUT", _service.Sent[1].Method);
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(_service.Sent[1].Body!)), _service.Sent[1].Body);
    }

    [Fact]
    public async Task A_substatus_in_other_capitals_is_read_and_sent_once()
    {
        string read = UpdatedDeal.Json().Replace("\"substatus\"", "\"Substatus\"", StringComparison.Ordinal);
        _service.RespondsWith(HttpStatusCode.OK, read).RespondsWith(HttpStatusCode.OK, read);
        ReferralsClient client = _service.Client();

        Referral deal = await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        await client.ReplaceAsync(deal with { Name = "New" }, cancellationToken: Cancellation);

        Assert.Equal(ReferralSubstatus.Accepted, deal.Substatus);
        JsonObject sent = JsonNode.Parse(_service.Sent[1].Body!)!.AsObject();
        Assert.Equal(
            ["substatus"],
            sent.Select(member => member.Key).Where(name => name.Equals("substatus", StringComparison.OrdinalIgnoreCase)));
        Assert.Equal("Accepted", (string?)sent["substatus"]);
    }

    [Fact]
    public async Task An_update_may_leave_out_an_unknown_member_that_is_null()
    {
        JsonObject record = JsonNode.Parse(UpdatedDeal.Json())!.AsObject();
        record["consent"]!["unknown"] = null;
        _service.RespondsWith(HttpStatusCode.OK, record.ToJsonString()).RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json("\"2\""));

        await _service.Client().UpdateAsync(
            ReferralJson.Id,
            deal => deal with { Consent = new Consent { ConsentToContact = true, ConsentToShareReferralWithMicrosoftSellers = true } },
            cancellationToken: Cancellation);

        Assert.Equal(
            """[{"op":"add","path":"/consent/consentToShareReferralWithMicrosoftSellers","value":true}]""", _service.Sent[1].Body);
    }

    public static TheoryData<string, Func<Referral, Referral>> NoChanges => new()
    {
        { "an absent field", deal => deal with { CampaignId = null } },
        { "a null", deal => deal with { StatusReason = null } },
        { "an absent list", deal => deal with { Target = [], Registrations = [] } },
        { "an empty list", deal => deal with { CustomerProfile = deal.CustomerProfile! with { Team = [] } } },
        { "an absent member of a member", deal => deal with { Details = deal.Details! with { Currency = null } } },
        { "an absent member of an item", deal => deal with { Team = [.. deal.Team.Select(member => member with { Title = null })] } },
        {
            "an absent list of a member",
            deal => deal with { Details = deal.Details! with { Requirements = deal.Details.Requirements! with { Offers = [] } } }
        },
    };

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(NoChanges))]
    public async Task Setting_an_absent_member_to_nothing_is_no_change_of_an_update(string what, Func<Referral, Referral> change)
    {
        _service.RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json());

        await _service.Client().UpdateAsync(ReferralJson.Id, change, cancellationToken: Cancellation);

        Assert.True(_service.Sent.Count == 1, what);
    }

    [Fact]
    public async Task A_replace_is_proven_by_a_record_that_fills_in_nulls_and_empty_lists()
    {
        string filled = UpdatedDeal.Json("\"2\"").Replace("\"name\":\"Old\"", "\"name\":\"New\"", StringComparison.Ordinal);
        JsonObject current = JsonNode.Parse(filled)!.AsObject();
        current["campaignId"] = null;
        current["registrations"] = new JsonArray();
        current["details"]!["requirements"]!["offers"] = new JsonArray();
        current["team"]![0]!["title"] = null;
        _service.RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json())
            .Throws(new HttpRequestException(HttpRequestError.ResponseEnded)).RespondsWith(HttpStatusCode.PreconditionFailed)
            .RespondsWith(HttpStatusCode.OK, current.ToJsonString());
        ReferralsClient client = _service.Client();

        Referral deal = await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        Referral now = await client.ReplaceAsync(deal with { Name = "New" }, cancellationToken: Cancellation);

        Assert.Equal("\"2\"", now.ETag);
    }

    [Fact]
    public async Task A_list_in_a_patch_sends_its_items_as_they_were_read()
    {
        _service.RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json()).RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json("\"2\""));

        await _service.Client().UpdateAsync(
            ReferralJson.Id,
            deal => deal with { Team = [deal.Team[1], new Member { FirstName = "Cem" }] },
            cancellationToken: Cancellation);

        Assert.Equal(
            """[{"op":"replace","path":"/team","value":[{"firstName":"B","unknown":2},{"firstName":"Cem"}]}]""", _service.Sent[1].Body);
    }

    // RFC 6902: a replace needs a member that exists, and an add sets one that does not.
    [Theory]
    [InlineData(""","statusReason":null""", "replace")]
    [InlineData(""","statusReason":"old" """, "replace")]
    [InlineData("", "add")]
    public async Task Every_way_to_set_a_field_sends_the_same_operation(string reason, string operation)
    {
        string read = UpdatedDeal.Json().Replace(""","statusReason":null""", reason, StringComparison.Ordinal);
        Func<ReferralsClient, Referral, Task<Referral>>[] ways =
        [
            (client, deal) => client.CloseAsLostAsync(deal, "Budget", cancellationToken: Cancellation),
            (client, deal) => client.PatchAsync(
                deal,
                new ReferralPatch().Status(ReferralStatus.Closed).Substatus(ReferralSubstatus.Lost).StatusReason("Budget"),
                cancellationToken: Cancellation),
            (client, deal) => client.UpdateAsync(
                deal,
                deal => deal with { Status = ReferralStatus.Closed, Substatus = ReferralSubstatus.Lost, StatusReason = "Budget" },
                cancellationToken: Cancellation),
        ];

        foreach (Func<ReferralsClient, Referral, Task<Referral>> way in ways)
        {
            using MockedService service = new();
            service.RespondsWith(HttpStatusCode.OK, read).RespondsWith(HttpStatusCode.OK, read);
            ReferralsClient client = service.Client();
            await way(client, await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));

            Assert.Equal(
                $$"""
                [{"op":"replace","path":"/status","value":"Closed"},{"op":"replace","path":"/substatus","value":"Lost"},
                {"op":"{{operation}}","path":"/statusReason","value":"Budget"}]
                """.ReplaceLineEndings(""),
                service.Sent[1].Body);
        }
    }

    [Fact]
    public async Task Without_the_record_a_field_is_set_by_the_documented_operation()
    {
        _service.RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json());

        await _service.Client().PatchAsync(
            ReferralJson.Id, ReferralJson.ETag, new ReferralPatch().StatusReason("Budget"), cancellationToken: Cancellation);

        Assert.Equal("""[{"op":"replace","path":"/statusReason","value":"Budget"}]""", _service.Only.Body);
    }

    [Fact]
    public async Task Fitting_a_patch_to_a_record_leaves_the_patch_as_it_is()
    {
        _service.RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json());
        ReferralPatch patch = new ReferralPatch().CampaignId("C").Currency("EUR").CampaignId("D").AddSolution(SolutionTag.Catalogue("S"));

        await _service.Client().PatchAsync(
            Read(UpdatedDeal.Json()), patch, cancellationToken: Cancellation);

        Assert.Equal(["replace", "replace", "replace", "add"], patch.Operations.Select(operation => operation.Op));
        Assert.Equal(["add", "add", "add", "add"], JsonNode.Parse(_service.Only.Body!)!.AsArray().Select(sent => (string?)sent!["op"]));
    }

    private static Referral Read(string json) => JsonSerializer.Deserialize(json, ReferralsJson.Referral)!;
}
