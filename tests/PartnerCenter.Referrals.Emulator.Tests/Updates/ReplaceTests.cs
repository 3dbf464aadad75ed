using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests PUT (wire contract 1.5).</summary>
public sealed class ReplaceTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Fact]
    public async Task A_replaced_referral_is_returned_with_a_new_eTag_and_date()
    {
        await using RawClient client = await StartAsync();
        JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal());
        _clock.Advance(TimeSpan.FromMinutes(1));

        RawResponse answer = await client.PutAsync(deal.Changed("name", "Another name").Changed("details/dealValue", 25000.5));

        Assert.Equal(200, answer.Status);
        Assert.Equal(deal.Select(member => member.Key), answer.Json.Select(member => member.Key));
        Assert.Equal("Another name", answer.Json["name"]!.GetValue<string>());
        Assert.Equal("25000.5", answer.Json["details"]!["dealValue"]!.ToJsonString());
        Assert.NotEqual(deal.Tag(), answer.Json.Tag());
        Assert.Equal(answer.Json.Tag(), answer.Headers["ETag"]);
        Assert.Equal("2030-01-02T03:05:05Z", answer.Json["updatedDateTime"]!.GetValue<string>());
        Assert.Equal("2030-01-02T03:04:05Z", answer.Json["createdDateTime"]!.GetValue<string>());
        Assert.Equal(answer.Text, (await client.GetAsync($"{UpdateRequests.Collection}/{deal.Id()}")).Text);
    }

    [Fact]
    public async Task A_replace_leaves_read_only_members_unchanged()
    {
        await using RawClient client = await StartAsync();
        JsonObject lead = Lead().With(
            "trackingInfo", ReferralBodies.Parse("""{"microsoftMsxId":"7-ABC","other":1}""")).With("tags", new JsonArray("hot"))
            .With("quality", "High");
        lead["customerProfile"]!["isMatchingComplete"] = true;
        lead["details"]!["incentiveLevel"] = "Gold";
        JsonObject stored = client.Emulator.AddReferral(lead);
        JsonObject body = stored.Changed("id", stored.Id()).Without("links").Without("trackingInfo").With("tags", new JsonArray())
            .With("isSpam", true).With("organizationId", "mine").With("createdDateTime", "yesterday").With("quality", 7)
            .With("direction", "Outgoing").With("registrationStatus", "Approved").With("referralProgram", "mine")
            .With("registrations", new JsonArray(new JsonObject { ["id"] = "mine" })).With("@odata.context", "mine");
        body["customerProfile"]!["isMatchingComplete"] = false;
        body["details"]!["incentiveLevel"] = null;

        RawResponse answer = await client.PutAsync(body);

        Assert.Equal(200, answer.Status);
        JsonObject changed = answer.Json;
        Assert.Equal("""{"microsoftMsxId":"7-ABC","other":1}""", changed["trackingInfo"]!.ToJsonString());
        Assert.Equal("""["hot"]""", changed["tags"]!.ToJsonString());
        Assert.NotEqual("mine", changed["@odata.context"]!.GetValue<string>());
        Assert.Equal("High", changed["quality"]!.GetValue<string>());
        Assert.Equal("Incoming", changed["direction"]!.GetValue<string>());
        Assert.True(changed["customerProfile"]!["isMatchingComplete"]!.GetValue<bool>());
        Assert.Equal("Gold", changed["details"]!["incentiveLevel"]!.GetValue<string>());
        Assert.Equal(stored["createdDateTime"]!.ToJsonString(), changed["createdDateTime"]!.ToJsonString());

        // An update adds no members that the server owns to a record that was added without them.
        Assert.All(["links", "isSpam", "organizationId", "registrationStatus", "referralProgram", "registrations"],
            name => Assert.False(changed.ContainsKey(name)));
    }

    [Fact]
    public async Task A_replace_stores_the_unknown_members_that_it_sends_and_removes_the_others()
    {
        await using RawClient client = await StartAsync();
        JsonObject body = ReferralBodies.Deal().With("old", 1).With("newer", 1);
        body["details"]!["old"] = 1;
        body["team"]![0]!["old"] = 1;
        body["customerProfile"]!["address"]!["newer"] = "kept";
        JsonObject deal = await client.CreatedAsync(body);
        JsonObject replacement = deal.Without("old").With("newer", ReferralBodies.Parse("""{ "Deep": [1, null] }"""));
        replacement["details"]!.AsObject().Remove("old");
        replacement["team"]![0]!.AsObject().Remove("old");

        JsonObject changed = (await client.PutAsync(replacement)).Json;

        Assert.False(changed.ContainsKey("old"));
        Assert.False(changed["details"]!.AsObject().ContainsKey("old"));
        Assert.False(changed["team"]![0]!.AsObject().ContainsKey("old"));
        Assert.Equal("""{"Deep":[1,null]}""", changed["newer"]!.ToJsonString());
        Assert.Equal("kept", changed["customerProfile"]!["address"]!["newer"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_replace_empties_omitted_members_but_keeps_create_only_ones()
    {
        await using RawClient client = await StartAsync();
        JsonObject deal = await client.CreatedAsync(
            ReferralBodies.Deal().With(
                "mpnId", "123").With("externalReferenceId", "crm-1").With("inviteContext", ReferralBodies.Parse("""{"notes":"n"}""")));

        JsonObject changed = (await client.PutAsync(
            deal.Id(), ReferralBodies.Deal("left out").ToJsonString(), deal.Tag())).Json;

        Assert.Null(changed["externalReferenceId"]);
        Assert.Equal("Active/Accepted", changed.State());
        Assert.Equal("123", changed["mpnId"]!.GetValue<string>());
        Assert.Equal(deal["engagementId"]!.ToJsonString(), changed["engagementId"]!.ToJsonString());
        Assert.Equal("SalesQualified", changed["qualification"]!.GetValue<string>());
        Assert.Equal(deal["inviteContext"]!.ToJsonString(), changed["inviteContext"]!.ToJsonString());
    }

    [Fact]
    public async Task A_replace_accepts_stored_values_that_the_contract_does_not_know()
    {
        await using RawClient client = await StartAsync();
        JsonObject stored = client.Emulator.AddReferral(Lead().With("qualification", "PartnerQualified").With("status", "Dreaming")
            .With("substatus", "Deeply").With("target", ReferralBodies.Parse("""[{"type":"Planet","id":"Mars"}]""")));

        Assert.Equal(200, (await client.PutAsync(stored)).Status);
        RawResponse other = await client.PutAsync(
            client.Emulator.GetReferral(stored.Id()).Changed("target", ReferralBodies.Parse("""[{"type":"Star","id":"Sun"}]""")));

        Assert.Equal((400, "target/0/type"), (other.Status, other.Target));
    }

    [Fact]
    public async Task A_replace_without_If_Match_is_refused()
    {
        await using RawClient client = await StartAsync();
        JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal());

        RawResponse answer = await client.PutAsync(deal.Id(), deal.ToJsonString(), ifMatch: null);

        Assert.Equal((412, "preconditionFailed"), (answer.Status, answer.ErrorCode));
        Assert.False(answer.Error.ContainsKey("innerError"));
    }

    [Fact]
    public async Task An_eTag_that_does_not_match_verbatim_is_answered_with_412()
    {
        await using RawClient client = await StartAsync();
        JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal());
        JsonObject changed = (await client.PutAsync(deal.Changed("name", "first"))).Json;

        foreach (string tag in (string[])[deal.Tag(), changed.Tag().Trim('"'), "W/" + changed.Tag(), "*"])
        {
            RawResponse answer = await client.PutAsync(deal.Changed("name", "second"), tag);

            Assert.Equal((412, "preconditionFailed"), (answer.Status, answer.ErrorCode));
            Assert.Equal("resourceModified", answer.Error["innerError"]!["code"]!.GetValue<string>());
        }

        Assert.Equal("first", client.Emulator.GetReferral(deal.Id())["name"]!.GetValue<string>());
        Assert.Equal(changed.Tag(), client.Emulator.GetReferral(deal.Id()).Tag());
    }

    [Theory]
    [InlineData("type", "null", "type")]
    [InlineData("type", "\"Shared\"", "type")]
    [InlineData("engagementId", "\"00000000-0000-0000-0000-000000000001\"", "engagementId")]
    [InlineData("mpnId", "\"456\"", "mpnId")]
    [InlineData("qualification", "\"Direct\"", "qualification")]
    [InlineData("inviteContext/notes", "\"more\"", "inviteContext/notes")]
    [InlineData("customerProfile", "null", "customerProfile")]
    [InlineData("consent", "null", "consent")]
    [InlineData("details", "null", "details")]
    [InlineData("details/requirements/solutions", "[]", "details/requirements/solutions")]
    [InlineData("customerProfile/address/country", "\"USA\"", "customerProfile/address/country")]
    [InlineData("details/dealValue", "\"much\"", "details/dealValue")]
    [InlineData("status", "\"New\"", "substatus")]
    [InlineData("status", "\"Dreaming\"", "status")]
    [InlineData("target", """[{"type":"BusinessProfileLocation","id":"msft"}]""", "target")]
    public async Task An_invalid_replace_is_answered_with_400_and_changes_nothing(string path, string value, string target)
    {
        await using RawClient client = await StartAsync();
        JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal().With("mpnId", "123"));

        RawResponse answer = await client.PutAsync(deal.Changed(path, JsonNode.Parse(value)));

        Assert.Equal((400, "invalidRequest", target), (answer.Status, answer.ErrorCode, answer.Target));
        Assert.Equal(deal.Without("@odata.context").ToJsonString(), client.Emulator.GetReferral(deal.Id()).ToJsonString());
    }

    [Fact]
    public async Task A_replace_can_give_but_not_withdraw_consent_to_share_with_sellers()
    {
        const string Consent = "consent/consentToShareReferralWithMicrosoftSellers";
        await using RawClient client = await StartAsync();
        JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal());

        JsonObject shared = (await client.PutAsync(deal.Changed(Consent, true))).Json;
        RawResponse back = await client.PutAsync(shared.Changed(Consent, false));

        Assert.Equal((400, Consent), (back.Status, back.Target));
    }

    [Theory]
    [InlineData("application/json-patch+json", 415)]
    [InlineData("application/json", 404)]
    public async Task An_unknown_referral_is_answered_with_404_and_another_content_type_with_415(string mediaType, int status)
    {
        await using RawClient client = await StartAsync();

        RawResponse answer = await client.SendAsync(
            HttpMethod.Put, $"{UpdateRequests.Collection}/00000000-0000-0000-0000-000000000001", ReferralBodies.Deal().ToJsonString(),
            mediaType);

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task A_lead_without_a_solution_can_be_accepted_and_closed()
    {
        await using RawClient client = await StartAsync();
        JsonObject lead = client.Emulator.AddReferral(Lead().With("expirationDateTime", "2030-01-16T03:04:05Z"));
        _clock.Advance(TimeSpan.FromHours(1));

        JsonObject accepted = (await client.PutAsync(lead.Changed("status", "Active").Changed("substatus", "Accepted"))).Json;
        _clock.Advance(TimeSpan.FromHours(1));
        JsonObject lost = (await client.PutAsync(
            accepted.Changed("status", "Closed").Changed("substatus", "Lost").Changed("statusReason", "Budget"))).Json;
        RawResponse afterwards = await client.PutAsync(lost.Changed("name", "too late"));

        Assert.Equal("2030-01-02T04:04:05Z", accepted["acceptedDateTime"]!.GetValue<string>());
        Assert.Null(accepted["expirationDateTime"]);
        Assert.Equal("Closed/Lost", lost.State());
        Assert.Equal("2030-01-02T05:04:05Z", lost["closedDateTime"]!.GetValue<string>());
        Assert.Equal("Budget", lost["statusReason"]!.GetValue<string>());
        Assert.Equal((400, "invalidRequest", "status"), (afterwards.Status, afterwards.ErrorCode, afterwards.Target));
    }

    private static JsonObject Lead() => ReferralBodies.Parse("""
        {
          "status": "New", "substatus": "Pending", "qualification": "Direct", "type": "Independent", "direction": "Incoming",
          "target": [ { "type": "BusinessProfileLocation", "id": "22222222-3333-4444-5555-666666666666" } ],
          "customerProfile": { "name": "Fabrikam", "address": { "country": "US" } },
          "consent": { "consentToContact": true },
          "details": { "notes": "Interested." }
        }
        """).AsObject();

    private Task<RawClient> StartAsync() => RawClient.StartAsync(new ReferralsEmulatorOptions { TimeProvider = _clock });
}
