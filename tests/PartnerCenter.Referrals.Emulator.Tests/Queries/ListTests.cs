using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator.Tests;

public sealed class ListTests
{
    [Fact]
    public async Task An_empty_list_has_the_documented_envelope()
    {
        await using RawClient client = await RawClient.StartAsync();

        RawResponse answer = await client.ListAsync();

        Assert.Equal(
            """{"@odata.context":"http://api.partner.microsoft.com/v1.0/$metadata#Referrals","@odata.count":0,"value":[]}""", answer.Text);
    }

    [Fact]
    public async Task A_listed_referral_is_the_same_as_one_fetched_without_the_context()
    {
        await using RawClient client = await RawClient.StartAsync();
        JsonObject created = await client.CreatedAsync(ReferralBodies.Deal());

        RawResponse list = await client.ListAsync();
        RawResponse one = await client.GetAsync($"/v1.0/engagements/referrals/{created["id"]}");

        Assert.Equal(created.ToJsonString(), one.Json.ToJsonString());
        Assert.Equal(created["eTag"]!.GetValue<string>(), one.Headers["ETag"]);
        Assert.Equal(created.Without("@odata.context").ToJsonString(), Assert.Single(list.Value).ToJsonString());
    }

    [Theory]
    [InlineData("?$count=true", true)]
    [InlineData("?$count=false", false)]
    [InlineData("", false)]
    public async Task The_count_can_be_limited_to_queries_that_request_it(string query, bool isThere)
    {
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { AlwaysCount = false });

        RawResponse answer = await client.ListAsync(query);

        Assert.Equal(isThere, answer.Json.ContainsKey("@odata.count"));
    }

    [Theory]
    [InlineData("", "a,b,c,d")]
    [InlineData("?$orderby=createdDateTime", "a,b,c,d")]
    [InlineData("?$orderby=createdDateTime asc", "a,b,c,d")]
    [InlineData("?$orderby=createdDateTime desc", "d,c,b,a")]
    [InlineData("?$orderby=updatedDateTime", "d,a,b,c")]
    [InlineData("?$top=2", "a,b")]
    [InlineData("?$top=0", "")]
    [InlineData("?$skip=3", "d")]
    [InlineData("?$skip=9", "")]
    [InlineData("?$orderby=createdDateTime desc&$skip=1&$top=2", "c,b")]
    public async Task Query_options_order_and_limit_a_list(string query, string names)
    {
        await using RawClient client = await StartWithFourAsync();

        RawResponse answer = await client.ListAsync(query);

        Assert.Equal(names, string.Join(',', answer.Names));
        Assert.Equal(4, answer.Json["@odata.count"]!.GetValue<int>());
        Assert.Null(answer.NextLink);
    }

    [Fact]
    public async Task A_selection_returns_only_the_selected_members()
    {
        await using RawClient client = await StartWithFourAsync();

        RawResponse answer = await client.ListAsync("?$select=name, updatedDateTime&$top=1");

        Assert.Equal(["name", "updatedDateTime"], Assert.Single(answer.Value).Select(member => member.Key));
    }

    [Theory]
    [InlineData("*", null)]
    [InlineData("name,*", null)]
    [InlineData("customerProfile/name", """{"customerProfile":{"name":"Fabrikam"}}""")]
    [InlineData("customerProfile($select=name)", """{"customerProfile":{"name":"Fabrikam"}}""")]
    [InlineData("customerProfile/address/country,name", """{"customerProfile":{"address":{"country":"US"}},"name":"a"}""")]
    [InlineData("customerProfile/address($select=country,city)",
        """{"customerProfile":{"address":{"city":"Sampleton","country":"US"}}}""")]
    [InlineData("customerProfile($select=address/city,name)",
        """{"customerProfile":{"name":"Fabrikam","address":{"city":"Sampleton"}}}""")]
    [InlineData("customerProfile/name,customerProfile/address/city",
        """{"customerProfile":{"name":"Fabrikam","address":{"city":"Sampleton"}}}""")]
    [InlineData("team/email", """{"team":[{"email":"c@example.com"}]}""")]
    [InlineData("team($select=*)",
        """{"team":[{"firstName":"C","lastName":"D","phoneNumber":"5550101","email":"c@example.com"}]}""")]
    [InlineData("team/email,team", """{"team":[{"firstName":"C","lastName":"D","phoneNumber":"5550101","email":"c@example.com"}]}""")]
    public async Task A_selection_may_name_all_members_or_parts_of_them(string select, string? expected)
    {
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { PageSize = 1 });
        JsonObject stored = client.Emulator.AddReferral(ReferralBodies.Deal("a"));
        client.Emulator.AddReferral(ReferralBodies.Deal("a").With("name", "b"));

        RawResponse first = await client.ListAsync("?$select=" + Uri.EscapeDataString(select));
        RawResponse second = await client.ListAsync(first.NextLink![first.NextLink!.IndexOf('?', StringComparison.Ordinal)..]);

        string? whole = (expected is null ? stored : JsonNode.Parse(expected)!.AsObject()).ToJsonString();
        Assert.Equal(whole, Assert.Single(first.Value).ToJsonString());
        Assert.Equal(first.Value[0].Select(member => member.Key), Assert.Single(second.Value).Select(member => member.Key));
    }

    [Fact]
    public async Task Registrations_can_be_expanded_and_are_there_in_any_case()
    {
        await using RawClient client = await RawClient.StartAsync();
        JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal());

        RawResponse list = await client.ListAsync("?$expand=registrations");
        RawResponse one = await client.GetAsync($"/v1.0/engagements/referrals/{deal.Id()}?$expand=registrations");

        Assert.Equal((200, 200), (list.Status, one.Status));
        Assert.Empty(Assert.Single(list.Value)["registrations"]!.AsArray());
        Assert.Equal(deal.ToJsonString(), one.Json.ToJsonString());
    }

    [Fact]
    public async Task The_documented_next_link_is_served_at_its_own_path()
    {
        await using RawClient client = await StartWithFourAsync(pageSize: 3);

        RawResponse first = await client.ListAsync();
        RawResponse second = await client.GetAsync(new Uri(first.NextLink!).PathAndQuery);

        Assert.StartsWith("http://api.partner.microsoft.com/v1.0/referrals?$skiptoken=", first.NextLink, StringComparison.Ordinal);
        Assert.Equal((200, "d"), (second.Status, Assert.Single(second.Names)));
        Assert.Equal(405, (await client.SendAsync(HttpMethod.Post, "/v1.0/referrals", "{}")).Status);
        Assert.Equal(404, (await client.GetAsync($"/v1.0/referrals/{first.Value[0].Id()}")).Status);
    }

    [Theory]
    [InlineData("?$expand=team", "$expand")]
    [InlineData("?$expand=registrations&$expand=registrations", "$expand")]
    [InlineData("?$search=x", "$search")]
    [InlineData("?status=New", "status")]
    [InlineData("?$top=-1", "$top")]
    [InlineData("?$top=many", "$top")]
    [InlineData("?$skip=1.5", "$skip")]
    [InlineData("?$count=yes", "$count")]
    [InlineData("?$top=1&$top=2", "$top")]
    [InlineData("?$orderby=name", "$orderby")]
    [InlineData("?$orderby=createdDateTime up", "$orderby")]
    [InlineData("?$orderby=", "$orderby")]
    [InlineData("?$select=name,nonsense", "$select")]
    [InlineData("?$select=Name", "$select")]
    [InlineData("?$select=", "$select")]
    [InlineData("?$select=name,", "$select")]
    [InlineData("?$select=*/name", "$select")]
    [InlineData("?$select=name/first", "$select")]
    [InlineData("?$select=customerProfile/nonsense", "$select")]
    [InlineData("?$select=customerProfile/", "$select")]
    [InlineData("?$select=customerProfile($select=name", "$select")]
    [InlineData("?$select=customerProfile($top=1)", "$select")]
    [InlineData("?$select=customerProfile($select=name)x", "$select")]
    [InlineData("?$skiptoken=nonsense", "$skiptoken")]
    [InlineData("?$skiptoken=", "$skiptoken")]
    [InlineData("?$skiptoken=e30", "$skiptoken")]
    [InlineData("?$skiptoken=e30x", "$skiptoken")]
    public async Task An_option_that_is_unknown_or_unreadable_is_answered_with_400_and_its_name(string query, string target)
    {
        await using RawClient client = await RawClient.StartAsync();

        RawResponse answer = await client.ListAsync(query);

        Assert.Equal(400, answer.Status);
        Assert.Equal("invalidRequest", answer.ErrorCode);
        Assert.Equal(target, answer.Target);
    }

    private static async Task<RawClient> StartWithFourAsync(int pageSize = 100)
    {
        RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { PageSize = pageSize });
        string[] updated = ["2030-01-02T00:00:00Z", "2030-01-02T00:00:00Z", "2030-01-03T00:00:00Z", "2030-01-01T00:00:00Z"];
        for (int index = 0; index < updated.Length; index++)
        {
            // All have the same creation date, so the order in which they were added decides.
            client.Emulator.AddReferral(new JsonObject
            {
                ["name"] = "abcd"[index].ToString(),
                ["createdDateTime"] = "2030-01-01T00:00:00Z",
                ["updatedDateTime"] = updated[index],
            });
        }

        return client;
    }
}
