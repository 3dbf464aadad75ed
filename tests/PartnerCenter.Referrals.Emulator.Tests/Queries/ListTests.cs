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
    [InlineData("?$expand=team", "$expand")]
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

    private static async Task<RawClient> StartWithFourAsync()
    {
        RawClient client = await RawClient.StartAsync();
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
