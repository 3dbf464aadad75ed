using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace PartnerCenter.Referrals.Emulator.Tests;

public sealed class CreateTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public async Task A_created_deal_has_every_member_of_the_contract_in_its_order()
    {
        await using RawClient client = await RawClient.StartAsync();

        JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal());

        string[] expected =
        [
            "@odata.context", "id", "engagementId", "name", "organizationId", "organizationName", "lastModifiedVia", "lastRunId",
            "externalReferenceId", "createdDateTime", "updatedDateTime", "expirationDateTime", "status", "substatus", "statusReason",
            "qualification", "type", "referralSource", "eTag", "favorite", "campaignId", "salesStage", "quality", "isSpam", "direction",
            "mpnId", "referralProgram", "dealSensitivity", "createdVia", "tags", "acceptedDateTime", "closedDateTime", "callToAction",
            "registrationStatus", "target", "customerProfile", "consent", "details", "team", "inviteContext", "links", "trackingInfo",
            "registrations",
        ];
        Assert.Equal(expected, deal.Select(member => member.Key));
        Assert.Equal(["addressLine1", "addressLine2", "city", "state", "postalCode", "country", "region"],
            deal["customerProfile"]!["address"]!.AsObject().Select(member => member.Key));
        Assert.Equal("Unknown", deal["quality"]!.GetValue<string>());
        Assert.Equal("None", deal["dealSensitivity"]!.GetValue<string>());
        Assert.Equal("None", deal["registrationStatus"]!.GetValue<string>());
        Assert.Equal("[]", deal["registrations"]!.ToJsonString());
        Assert.Null(deal["statusReason"]);
        Assert.Equal(
            """{"microsoftMsxId":null,"microsoftUSFedOpportunityId":null,"microsoftUSFedLeadId":null,"migratedPSCDealId":"""
                + """null,"migratedPSCPartnerDealId":null}""",
            deal["trackingInfo"]!.ToJsonString());
    }

    [Fact]
    public async Task Your_own_deal_starts_accepted_whatever_status_was_sent()
    {
        await using RawClient client = await RawClient.StartAsync(
            new ReferralsEmulatorOptions { TimeProvider = new FakeTimeProvider(Now.AddTicks(1230)) });

        JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal().With("status", "New").With("substatus", "Pending"));

        Assert.Equal("Active", deal["status"]!.GetValue<string>());
        Assert.Equal("Accepted", deal["substatus"]!.GetValue<string>());
        Assert.Equal("2030-01-02T03:04:05.000123Z", deal["createdDateTime"]!.GetValue<string>());
        Assert.Equal("2030-01-02T03:04:05.000123Z", deal["acceptedDateTime"]!.GetValue<string>());
        Assert.Null(deal["expirationDateTime"]);
        Assert.Equal("Outgoing", deal["direction"]!.GetValue<string>());
    }

    [Fact]
    public async Task Customer_ids_may_be_an_empty_object_in_a_create_and_in_a_replace()
    {
        await using RawClient client = await RawClient.StartAsync();
        JsonObject body = ReferralBodies.Deal();
        body["customerProfile"]!["ids"] = new JsonObject();

        JsonObject created = await client.CreatedAsync(body);
        RawResponse replaced = await client.PutAsync(created.Changed("customerProfile/ids", new JsonObject()));

        Assert.Equal("[]", created["customerProfile"]!["ids"]!.ToJsonString());
        Assert.Equal((200, "[]"), (replaced.Status, replaced.Json["customerProfile"]!["ids"]!.ToJsonString()));
    }

    [Fact]
    public async Task A_create_sets_ids_organization_links_and_an_eTag_of_the_real_format()
    {
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions
        {
            TimeProvider = new FakeTimeProvider(Now),
            OrganizationId = "11111111-2222-3333-4444-555555555555",
            OrganizationName = "Fabrikam",
        });

        RawResponse answer = await client.CreateAsync(ReferralBodies.Deal());

        JsonObject deal = answer.Json;
        string id = deal["id"]!.GetValue<string>();
        string engagementId = deal["engagementId"]!.GetValue<string>();
        Assert.True(Guid.TryParseExact(id, "D", out _));
        Assert.True(Guid.TryParseExact(engagementId, "D", out _));
        Assert.Equal("11111111-2222-3333-4444-555555555555", deal["organizationId"]!.GetValue<string>());
        Assert.Equal(
            """{"organizationId":"11111111-2222-3333-4444-555555555555","organizationName":"Fabrikam"}""",
            deal["inviteContext"]!["invitedBy"]!.ToJsonString());
        Assert.Equal($"{client.Emulator.Endpoint}/{id}", deal["links"]!["self"]!["uri"]!.GetValue<string>());
        Assert.Equal(
            $"{client.Emulator.Endpoint}?$filter=engagementId eq {engagementId}",
            deal["links"]!["relatedReferrals"]!["uri"]!.GetValue<string>());
        Assert.Matches("^\"[0-9a-f]{8}-0000-0100-0000-" + $"{Now.ToUnixTimeSeconds():x8}0000\"$", deal["eTag"]!.GetValue<string>());
        Assert.Equal(deal["eTag"]!.GetValue<string>(), answer.Headers["ETag"]);
        Assert.Equal(
            "https://api.partner.microsoft.com/v1.0/engagements/referrals/$metadata#Referrals/$entity",
            deal["@odata.context"]!.GetValue<string>());
    }

    [Fact]
    public async Task Read_only_members_are_ignored_and_unknown_members_kept()
    {
        await using RawClient client = await RawClient.StartAsync();
        JsonObject body = ReferralBodies.Deal().With("id", "mine").With("eTag", "mine").With("isSpam", true).With("organizationId", "msft")
            .With("@odata.context", "mine").With("somethingNew", ReferralBodies.Parse("""{ "Deep": [1, null] }"""));
        body["details"]!["incentiveLevel"] = "mine";
        body["details"]!["alsoNew"] = "kept";

        JsonObject deal = await client.CreatedAsync(body);

        Assert.NotEqual("mine", deal["id"]!.GetValue<string>());
        Assert.NotEqual("mine", deal["eTag"]!.GetValue<string>());
        Assert.NotEqual("mine", deal["@odata.context"]!.GetValue<string>());
        Assert.False(deal["isSpam"]!.GetValue<bool>());
        Assert.NotEqual("msft", deal["organizationId"]!.GetValue<string>());
        Assert.Null(deal["details"]!["incentiveLevel"]);
        Assert.Equal("""{"Deep":[1,null]}""", deal["somethingNew"]!.ToJsonString());
        Assert.Equal("kept", deal["details"]!["alsoNew"]!.GetValue<string>());
    }

    [Fact]
    public async Task Names_in_PascalCase_are_accepted_and_stored_in_camelCase()
    {
        await using RawClient client = await RawClient.StartAsync();

        RawResponse answer = await client.CreateAsync("""
            {
              "Name": "Pascal", "Type": "Independent", "Qualification": "SalesQualified",
              "CustomerProfile": { "Name": "Fabrikam", "Address": { "AddressLine1": "1", "City": "S", "Country": "US" } },
              "Consent": { "ConsentToContact": "true" },
              "Details": { "DealValue": "25000.50", "Requirements": { "Solutions": [ { "Id": "SOL-1-AAA" } ] } }
            }
            """);

        Assert.Equal(201, answer.Status);
        Assert.Equal("Pascal", answer.Json["name"]!.GetValue<string>());
        Assert.Equal("US", answer.Json["customerProfile"]!["address"]!["country"]!.GetValue<string>());
        Assert.Equal("SOL-1-AAA", answer.Json["details"]!["requirements"]!["solutions"]![0]!["id"]!.GetValue<string>());
        Assert.Equal("25000.50", answer.Json["details"]!["dealValue"]!.ToJsonString());
        Assert.Equal("true", answer.Json["consent"]!["consentToContact"]!.ToJsonString());
        Assert.False(answer.Json.ContainsKey("Name"));
    }

    [Theory]
    [InlineData("2030-01-31T00:00:00Z", "2030-01-31T00:00:00Z")]
    [InlineData("2030-01-31T00:00:00.1200000Z", "2030-01-31T00:00:00.12Z")]
    [InlineData("2030-01-31T02:00:00+02:00", "2030-01-31T00:00:00Z")]
    [InlineData("2030-01-31", "2030-01-31T00:00:00Z")]
    public async Task Dates_come_back_in_UTC_with_trailing_zeros_trimmed(string sent, string stored)
    {
        await using RawClient client = await RawClient.StartAsync();
        JsonObject body = ReferralBodies.Deal();
        body["details"]!["closingDateTime"] = sent;

        JsonObject deal = await client.CreatedAsync(body);

        Assert.Equal(stored, deal["details"]!["closingDateTime"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_status_of_a_create_can_be_200()
    {
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { CreateStatusCode = 200 });

        RawResponse answer = await client.CreateAsync(ReferralBodies.Deal());

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task Non_ASCII_letters_and_quotes_are_returned_as_they_were_sent()
    {
        await using RawClient client = await RawClient.StartAsync();

        RawResponse answer = await client.CreateAsync(ReferralBodies.Deal("Zoë's déjà <vu> & 東京"));

        Assert.Contains("\"name\":\"Zoë's déjà <vu> & 東京\"", answer.Text, StringComparison.Ordinal);
    }
}
