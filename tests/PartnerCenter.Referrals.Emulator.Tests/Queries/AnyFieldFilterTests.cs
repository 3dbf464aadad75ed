using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests the option by which a filter may use every member.</summary>
public sealed class AnyFieldFilterTests
{
    [Theory]
    [InlineData("details/dealValue gt 1000", "two")]
    [InlineData("details/dealValue ge 1000.0", "one,two")]
    [InlineData("details/dealValue in (1000,7)", "one")]
    [InlineData("1000 eq details/dealValue", "one")]
    [InlineData("details/dealValue lt 1e4", "one,two")]
    [InlineData("details/dealValue eq null", "odd")]
    [InlineData("favorite eq true", "two")]
    [InlineData("favorite", "two")]
    [InlineData("not favorite", "one")]
    [InlineData("not (details/dealValue gt 1000)", "one,odd")]
    [InlineData("closedDateTime ge 2030-01-01T00:00:00Z", "two")]
    [InlineData("year(closedDateTime) eq 2030", "two")]
    [InlineData("details/requirements/solutions/any(s: s/id eq 'SOL-1-AAA')", "one")]
    [InlineData("details/requirements/solutions/any()", "one,two")]
    [InlineData("team/all(t: t/phoneNumber ne null)", "one,odd")]
    [InlineData("team/any(t: t/contactPreference/locale eq 'de-DE')", "two")]
    [InlineData("tags/any(t: t eq 'hot')", "two")]
    [InlineData("inviteContext/invitedBy/organizationId eq 'msft'", "two")]
    [InlineData("customerProfile eq null", "odd")]
    [InlineData("customerProfile ne null", "one,two")]
    [InlineData("status EQ 'New' OR status eq 'Active' And NOT favorite", "one,two")]
    [InlineData("status In ('New')", "two")]
    [InlineData("engagementId Eq AAAAAAAA-0000-0000-0000-000000000001", "one")]
    [InlineData("engagementId in (aaaaaaaa-0000-0000-0000-000000000001)", "one")]
    [InlineData("contains(tolower(details/notes),'straße')", "one")]
    [InlineData("startswith(name,'o') and length(name) eq 3", "one,odd")]
    [InlineData("contains(details/notes,'x') or status eq 'New'", "two")]
    [InlineData("name gt 'one'", "two")]
    [InlineData("updatedDateTime gt 2030-01-02T00:00:00Z", "two")]
    [InlineData("team/any(t: t/email eq 'a@example.com') and type eq 'Shared'", "one")]
    public async Task Every_member_can_be_filtered(string filter, string names)
    {
        await using RawClient client = await StartAsync();

        RawResponse answer = await client.ListAsync("?$filter=" + Uri.EscapeDataString(filter));

        Assert.Equal((filter, 200), (filter, answer.Status));
        Assert.Equal((filter, names), (filter, string.Join(',', answer.Names)));
    }

    [Theory]
    [InlineData("nonsense eq 'x'", "'nonsense' is not a member of a referral")]
    [InlineData("Status eq 'New'", "'Status' is not a member of a referral")]
    [InlineData("details/dealValue gt 'much'", "cannot combine")]
    [InlineData("details/dealValue add 1 eq 2", "not supported")]
    [InlineData("matchesPattern(name,'a')", "not supported")]
    [InlineData("team/any(t: team/any(u: u/email eq t/email))", "not supported")]
    [InlineData("details/dealValue", "not a condition")]
    [InlineData("status eq", "cannot be read")]
    public async Task Whatever_is_no_filter_of_members_is_still_refused(string filter, string reason)
    {
        await using RawClient client = await StartAsync();

        RawResponse answer = await client.ListAsync("?$filter=" + Uri.EscapeDataString(filter));

        Assert.Equal((filter, 400, "$filter"), (filter, answer.Status, answer.Target));
        Assert.Contains(reason, (string?)answer.Error["message"], StringComparison.Ordinal);
    }

    private static async Task<RawClient> StartAsync()
    {
        RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { FilterByAnyField = true });
        client.Emulator.AddReferral(Record("""
            {
              "name": "one", "engagementId": "aaaaaaaa-0000-0000-0000-000000000001", "status": "Active", "type": "Shared",
              "favorite": false, "updatedDateTime": "2030-01-02T00:00:00Z", "customerProfile": {},
              "details": { "dealValue": 1000, "notes": "STRASSE, Straße", "requirements": { "solutions": [ { "id": "SOL-1-AAA" } ] } },
              "team": [ { "email": "a@example.com", "phoneNumber": "1" } ]
            }
            """));
        client.Emulator.AddReferral(Record("""
            {
              "name": "two", "status": "New", "favorite": true, "closedDateTime": "2030-05-01T00:00:00Z",
              "updatedDateTime": "2030-01-03T00:00:00Z", "tags": [ "hot" ], "customerProfile": {},
              "details": { "dealValue": 2000.5, "requirements": { "solutions": [ { "id": "SOL-2-AAA" } ] } },
              "team": [ { "phoneNumber": null, "contactPreference": { "locale": "de-DE" } } ],
              "inviteContext": { "invitedBy": { "organizationId": "msft" } }
            }
            """));

        // Values of unexpected kinds must not disturb a list.
        client.Emulator.AddReferral(Record("""
            {
              "name": "odd", "status": 3, "favorite": "true", "closedDateTime": "soon", "updatedDateTime": 1, "tags": "hot",
              "customerProfile": null, "details": { "dealValue": "many", "requirements": [] }, "team": {}, "inviteContext": []
            }
            """));
        return client;
    }

    private static JsonObject Record(string json) => JsonNode.Parse(json)!.AsObject();
}
