using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Tests.Emulator;

public sealed class FilterTests
{
    private const string EngagementId = "aaaaaaaa-0000-0000-0000-000000000001";

    [Theory]
    [InlineData("engagementId eq 'aaaaaaaa-0000-0000-0000-000000000001'", "one")]
    [InlineData("engagementId eq aaaaaaaa-0000-0000-0000-000000000001", "one")]
    [InlineData("engagementId eq AAAAAAAA-0000-0000-0000-000000000001", "one")]
    [InlineData("status eq 'New'", "two")]
    [InlineData("substatus eq 'Accepted'", "one,odd")]
    [InlineData("type eq 'Shared' and direction eq 'Incoming'", "two")]
    [InlineData("(type eq 'Shared') and ((qualification eq 'SalesQualified' and direction eq 'Outgoing'))", "one")]
    [InlineData("customerProfile/address/country eq 'DE'", "two")]
    [InlineData("customerProfile/address/country eq 'D''E'", "odd")]
    [InlineData("updatedDateTime gt 2030-01-02T00:00:00Z", "two")]
    [InlineData("updatedDateTime ge 2030-01-02T00:00:00Z", "one,two")]
    [InlineData("updatedDateTime ge 2030-01-02T01:00:00+01:00", "one,two")]
    [InlineData("updatedDateTime eq 2030-01-02T00:00:00Z", "one")]
    [InlineData("createdDateTime ge 2030-01-01T00:00:00Z and createdDateTime gt 2030-01-01T12:00:00.0000001Z", "two")]
    [InlineData("status eq 'Unheard of'", "")]
    public async Task A_filter_finds_what_it_says(string filter, string names)
    {
        await using RawClient client = await StartAsync();

        RawAnswer answer = await client.ListAsync("?$filter=" + Uri.EscapeDataString(filter));

        Assert.Equal(200, answer.Status);
        Assert.Equal(names, string.Join(',', answer.Names));
        Assert.Equal(names.Length == 0 ? 0 : names.Split(',').Length, answer.Json["@odata.count"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("?$filter=status%20eq%20'New'")]
    [InlineData("?%24filter=status%20eq%20'New'")]
    [InlineData("?%24filter=status+eq+%27New%27")]
    public async Task A_filter_may_be_spelled_with_a_bare_or_an_escaped_dollar_sign(string query)
    {
        await using RawClient client = await StartAsync();

        RawAnswer answer = await client.ListAsync(query);

        Assert.Equal("two", Assert.Single(answer.Names));
        Assert.Equal(query, Assert.Single(client.Emulator.Requests).Query);
    }

    [Theory]
    [InlineData("email eq 'a@example.com'", "email")]
    [InlineData("Status eq 'New'", "Status")]
    [InlineData("status ne 'New'", "ne")]
    [InlineData("status gt 'New'", "gt")]
    [InlineData("updatedDateTime lt 2030-01-02T00:00:00Z", "lt")]
    [InlineData("status eq 'New' or status eq 'Active'", "or")]
    [InlineData("team/any(t: t/email eq 'a@example.com')", "team/any")]
    [InlineData("updatedDateTime gt '2030-01-02T00:00:00Z'", "updatedDateTime")]
    [InlineData("status eq New", "status")]
    [InlineData("status eq 'New", "status")]
    [InlineData("engagementId eq 'no guid'", "engagementId")]
    [InlineData("(status eq 'New'", "ends too early")]
    [InlineData("status eq 'New')", ")")]
    [InlineData("status eq", "ends too early")]
    [InlineData("", "ends too early")]
    public async Task A_filter_that_is_not_offered_is_answered_with_400_and_names_the_reason(string filter, string reason)
    {
        await using RawClient client = await StartAsync();

        RawAnswer answer = await client.ListAsync("?$filter=" + Uri.EscapeDataString(filter));

        Assert.Equal(400, answer.Status);
        Assert.Equal("invalidRequest", answer.ErrorCode);
        Assert.Equal("$filter", answer.Target);
        Assert.Contains(reason, answer.Error["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private static async Task<RawClient> StartAsync()
    {
        RawClient client = await RawClient.StartAsync();
        client.Emulator.AddReferral(
            Record("one", "Active", "Accepted", "Outgoing", "US", "2030-01-01T12:00:00Z", "2030-01-02T00:00:00Z").With("engagementId", EngagementId));
        client.Emulator.AddReferral(Record("two", "New", "Pending", "Incoming", "DE", "2030-01-02T12:00:00Z", "2030-01-02T12:00:00Z"));

        // Dates and status of another kind than text must not disturb a list.
        client.Emulator.AddReferral(
            Record("odd", "Active", "Accepted", "Incoming", "D'E", "soon", "later").With("type", 3).With("status", null));
        return client;
    }

    private static JsonObject Record(
        string name, string status, string substatus, string direction, string country, string created, string updated) => new()
        {
            ["name"] = name,
            ["status"] = status,
            ["substatus"] = substatus,
            ["type"] = "Shared",
            ["qualification"] = "SalesQualified",
            ["direction"] = direction,
            ["createdDateTime"] = created,
            ["updatedDateTime"] = updated,
            ["customerProfile"] = new JsonObject { ["address"] = new JsonObject { ["country"] = country } },
        };
}
