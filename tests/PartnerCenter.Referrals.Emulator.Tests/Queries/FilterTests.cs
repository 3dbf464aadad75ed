using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator.Tests;

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
    [InlineData("status eq 'new'", "")]
    [InlineData("status ne 'New'", "one,odd")]
    [InlineData("status eq null", "odd")]
    [InlineData("status gt 'Active'", "two")]
    [InlineData("updatedDateTime lt 2030-01-02T12:00:00Z", "one")]
    [InlineData("updatedDateTime le 2030-01-02T12:00:00Z", "one,two")]
    [InlineData("status eq 'New' or status eq 'Active'", "one,two")]
    [InlineData("not (status eq 'New') and direction eq 'Incoming'", "odd")]
    [InlineData("status eq 'Active' or status eq 'New' and direction eq 'Outgoing'", "one")]
    [InlineData("(status eq 'Active' or status eq 'New') and direction eq 'Incoming'", "two")]
    [InlineData("status in ('New','Active')", "one,two")]
    [InlineData("name in ('odd', 'o''dd')", "odd")]
    [InlineData("engagementId in ('AAAAAAAA-0000-0000-0000-000000000001',aaaaaaaa-0000-0000-0000-000000000002)", "one")]
    [InlineData("engagementId ne AAAAAAAA-0000-0000-0000-000000000001", "two,odd")]
    [InlineData("'AAAAAAAA-0000-0000-0000-000000000001' eq engagementId", "one")]
    [InlineData("team/any(t: t/email eq 'a@example.com')", "one")]
    [InlineData("team/any(t: t/email eq 'a@example.com' or t/email eq 'b@example.com') and status eq 'New'", "two")]
    [InlineData("not team/any(t: t/email eq 'a@example.com')", "two,odd")]
    [InlineData("contains(name,'d')", "odd")]
    public async Task A_filter_returns_the_matching_referrals(string filter, string names)
    {
        await using RawClient client = await StartAsync();

        RawResponse answer = await client.ListAsync("?$filter=" + Uri.EscapeDataString(filter));

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

        RawResponse answer = await client.ListAsync(query);

        Assert.Equal("two", Assert.Single(answer.Names));
        Assert.Equal(query, Assert.Single(client.Emulator.Requests).Query);
    }

    [Theory]
    [InlineData("email eq 'a@example.com'", "'email'")]
    [InlineData("Status eq 'New'", "'Status'")]
    [InlineData("team/any(t: t/mail eq 'a@example.com')", "'mail'")]
    [InlineData("updatedDateTime gt '2030-01-02T00:00:00Z'", "a date and time with a string")]
    [InlineData("status eq 5", "a string with a number")]
    [InlineData("status eq New", "'New'")]
    [InlineData("status eq 'New", "cannot be read")]
    [InlineData("engagementId eq 'no guid'", "engagementId")]
    [InlineData("(status eq 'New'", "cannot be read")]
    [InlineData("status eq 'New')", "cannot be read")]
    [InlineData("status eq", "cannot be read")]
    [InlineData("status", "cannot be read")]
    [InlineData("year(status) eq 1", "cannot be read")]
    [InlineData("year(createdDateTime) div 0 eq 1", "evaluated")]
    [InlineData("substring(name,-1) eq 'x'", "evaluated")]
    [InlineData("", "empty")]
    public async Task An_unsupported_filter_is_answered_with_400_and_the_reason(string filter, string reason)
    {
        await using RawClient client = await StartAsync();

        RawResponse answer = await client.ListAsync("?$filter=" + Uri.EscapeDataString(filter));

        Assert.Equal(400, answer.Status);
        Assert.Equal("invalidRequest", answer.ErrorCode);
        Assert.Equal("$filter", answer.Target);
        string message = answer.Error["message"]!.GetValue<string>();
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.DoesNotContain("Edm.", message, StringComparison.Ordinal);
        Assert.DoesNotContain("PartnerCenter", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("email eq 'a@example.com'")]
    [InlineData("details/dealValue gt 1000")]
    [InlineData("favorite eq true")]
    [InlineData("closedDateTime ge 2030-01-01T00:00:00Z")]
    [InlineData("team/any(t: t/phoneNumber eq '5550101')")]
    [InlineData("status eq 'New' OR status eq 'Active'")]
    [InlineData("status Eq 'New'")]
    [InlineData("nonsense eq 'x'")]
    public async Task A_refusal_about_which_nothing_is_known_says_that_it_is_the_emulators_own(string filter)
    {
        await using RawClient client = await StartAsync();

        RawResponse answer = await client.ListAsync("?$filter=" + Uri.EscapeDataString(filter));

        Assert.Equal((400, "$filter"), (answer.Status, answer.Target));
        string message = answer.Error["message"]!.GetValue<string>();
        Assert.Contains("This is the emulator's own reading", message, StringComparison.Ordinal);
        Assert.Contains("FilterByAnyField", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("O'Brien & Söhne + 100% / #1")]
    [InlineData("''")]
    [InlineData("a) or (1 eq 1")]
    [InlineData("back\\slash \"quotes\" {braces} [brackets], commas")]
    [InlineData("名前 🚀 \u200d é")]
    [InlineData("tab\tline\r\nbell\a")]
    [InlineData(" blanks around ")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("%2B %24 +")]
    [InlineData("2030-01-01T00:00:00Z")]
    public async Task A_filter_accepts_any_text(string text)
    {
        await using RawClient client = await StartAsync();
        client.Emulator.AddReferral(new JsonObject { ["name"] = text, ["team"] = new JsonArray(new JsonObject { ["email"] = text }) });
        string literal = "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

        foreach (string filter in (string[])
            [$"name eq {literal}", $"name in ('x',{literal})", $"{literal} eq name", $"team/any(t: t/email eq {literal})",
                $"not (name ne {literal})"])
        {
            RawResponse answer = await client.ListAsync("?$filter=" + Uri.EscapeDataString(filter));

            Assert.Equal(200, answer.Status);
            Assert.Equal(text, Assert.Single(answer.Names));
        }
    }

    [Fact]
    public async Task A_filter_with_many_alternatives_is_accepted()
    {
        await using RawClient client = await StartAsync();
        string filter = string.Join(" or ", Enumerable.Range(0, 150).Select(number => $"name eq 'n{number}'")) + " or name eq 'two'";

        RawResponse answer = await client.ListAsync("?$filter=" + Uri.EscapeDataString(filter));

        Assert.Equal("two", Assert.Single(answer.Names));
    }

    [Fact]
    public async Task A_filter_sees_a_changed_record()
    {
        await using RawClient client = await RawClient.StartAsync();
        JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal());
        JsonObject connected = await client.CreatedAsync(ReferralBodies.InvitationOfMicrosoft(deal["engagementId"]!.GetValue<string>()));
        const string Pending = "?$filter=substatus%20eq%20'Pending'";

        RawResponse before = await client.ListAsync(Pending);
        client.Emulator.AcceptAsMicrosoft(connected["id"]!.GetValue<string>());
        RawResponse after = await client.ListAsync(Pending);

        Assert.Single(before.Value);
        Assert.Empty(after.Value);
    }

    private static async Task<RawClient> StartAsync()
    {
        RawClient client = await RawClient.StartAsync();
        client.Emulator.AddReferral(
            Record(
                "one", "Active", "Accepted", "Outgoing", "US", "2030-01-01T12:00:00Z", "2030-01-02T00:00:00Z").With(
                    "engagementId", EngagementId).With("team", ReferralBodies.Parse("""[{"email":"a@example.com"},{"email":null}]""")));
        client.Emulator.AddReferral(Record("two", "New", "Pending", "Incoming", "DE", "2030-01-02T12:00:00Z", "2030-01-02T12:00:00Z")
            .With("team", ReferralBodies.Parse("""[{"email":"c@example.com"},{"email":"b@example.com"}]""")));

        // Dates and a status of an unexpected kind must not disturb a list.
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
