using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator.Tests;

public sealed class PagingTests
{
    [Fact]
    public async Task The_documented_next_link_names_another_host_and_path_and_only_a_token()
    {
        await using RawClient client = await StartAsync(3, new ReferralsEmulatorOptions { PageSize = 2 });

        RawResponse first = await client.ListAsync("?$orderby=createdDateTime");

        Assert.Matches(@"^http://api\.partner\.microsoft\.com/v1\.0/referrals\?\$skiptoken=[A-Za-z0-9_-]+$", first.NextLink);
    }

    [Fact]
    public async Task A_next_link_with_the_request_address_can_be_followed_and_repeats_the_options()
    {
        await using RawClient client = await StartAsync(
            3, new ReferralsEmulatorOptions { PageSize = 2, NextLinkFormat = NextLinkFormat.RequestAddress });

        RawResponse first = await client.ListAsync("/?$filter=type%20eq%20'Shared'&$orderby=createdDateTime%20desc");
        RawResponse second = await client.GetAsync(new Uri(first.NextLink!).PathAndQuery);

        Assert.StartsWith(
            $"{client.Emulator.Endpoint}/?$filter=type%20eq%20%27Shared%27&$orderby=createdDateTime%20desc&$skiptoken=", first.NextLink,
            StringComparison.Ordinal);
        Assert.Equal(["3", "2"], first.Names);
        Assert.Equal(["1"], second.Names);
        Assert.Null(second.NextLink);
    }

    [Theory]
    [InlineData("", "1,2,3,4,5,6,7")]
    [InlineData("$orderby=createdDateTime desc", "7,6,5,4,3,2,1")]
    [InlineData("$top=5", "1,2,3,4,5")]
    [InlineData("$skip=1&$top=5", "2,3,4,5,6")]
    [InlineData("$top=6", "1,2,3,4,5,6")]
    [InlineData("$filter=customerProfile/address/country eq 'DE'", "2,4,6")]
    [InlineData("$filter=customerProfile/address/country eq 'DE'&$orderby=updatedDateTime desc&$select=name", "6,4,2")]
    public async Task The_skip_token_alone_continues_a_list_to_its_end(string query, string names)
    {
        await using RawClient client = await StartAsync(7, new ReferralsEmulatorOptions { PageSize = 2 });
        List<string?> found = [];
        string? next = $"?{query}";
        while (next is not null)
        {
            RawResponse page = await client.ListAsync(next);
            Assert.InRange(page.Value.Count, 1, 2);
            found.AddRange(page.Names);
            next = page.NextLink is { } link ? new Uri(link).Query : null;
        }

        Assert.Equal(names, string.Join(',', found));
    }

    [Fact]
    public async Task Records_created_between_pages_neither_repeat_nor_hide_others()
    {
        await using RawClient client = await StartAsync(4, new ReferralsEmulatorOptions { PageSize = 2 });

        RawResponse first = await client.ListAsync("?$orderby=createdDateTime desc");
        client.Emulator.AddReferral(Record(5));
        RawResponse second = await client.ListAsync(new Uri(first.NextLink!).Query);

        Assert.Equal(["4", "3"], first.Names);
        Assert.Equal(["2", "1"], second.Names);
        Assert.Equal(5, second.Json["@odata.count"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("")]
    [InlineData("$orderby=createdDateTime desc")]
    [InlineData("$orderby=updatedDateTime")]
    [InlineData("$orderby=updatedDateTime desc&$filter=type eq 'Shared'")]
    public async Task A_record_that_does_not_change_is_listed_exactly_once(string query)
    {
        await using RawClient client = await StartAsync(40, new ReferralsEmulatorOptions { PageSize = 3 });
        List<string?> found = [];
        int round = 0;
        for (string? next = $"?{query}"; next is not null; round++)
        {
            RawResponse page = await client.ListAsync(next);
            found.AddRange(page.Names);
            next = page.NextLink is { } link ? new Uri(link).Query : null;

            // After each of the first pages, one record is added and one is changed, each with a new date.
            if (round < 8)
            {
                client.Emulator.AddReferral(Record(100 + round).With("updatedDateTime", $"20{20 + (round * 3)}-01-01T00:00:00Z"));
                string id = (await client.ListAsync($"?$filter=name eq '{(round * 5) + 1}'")).Value[0]["id"]!.GetValue<string>();
                await client.PatchedAsync(id, """[{"op":"replace","path":"/campaignId","value":"spring"}]""");
            }
        }

        IEnumerable<string> unchanged = Enumerable.Range(1, 40).Where(number => number % 5 != 1).Select(number => $"{number}");
        Assert.All(unchanged, name => Assert.Single(found, name));
    }

    [Theory]
    [InlineData("name desc", "c,b,a2,a1,")]
    [InlineData("name", ",a1,a2,b,c")]
    [InlineData("customerProfile/address/country,name desc", "c,a2,a1,,b")]
    public async Task Ordering_by_other_fields_needs_an_option(string order, string names)
    {
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { OrderByAnyField = true, PageSize = 2 });
        foreach ((string? name, string country)
            in ((string?, string)[])[("b", "US"), ("a1", "DE"), (null, "DE"), ("c", "DE"), ("a2", "DE")])
        {
            JsonObject record = Record(1).With("name", name);
            record["customerProfile"]!["address"]!["country"] = country;
            client.Emulator.AddReferral(record);
        }

        List<string?> found = [];
        for (string? next = $"?$orderby={order}"; next is not null;)
        {
            RawResponse page = await client.ListAsync(next);
            found.AddRange(page.Names);
            next = page.NextLink is { } link ? new Uri(link).Query : null;
        }

        Assert.Equal(names, string.Join(',', found));
    }

    [Fact]
    public async Task Contexts_and_links_may_be_misspelled_as_in_the_old_samples()
    {
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { MisspelledLinks = true });

        JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal());

        Assert.Equal(
            "https://api.partner.microsoft.com/v1.0/engagments/referrals/$metadata#Referrals/$entity",
            deal["@odata.context"]!.GetValue<string>());
        string self = deal["links"]!["self"]!["uri"]!.GetValue<string>();
        Assert.EndsWith($"/v1.0/engagments/referrals/{deal["id"]}", self, StringComparison.Ordinal);
        Assert.Equal(404, (await client.GetAsync(new Uri(self).PathAndQuery)).Status);
    }

    [Fact]
    public async Task A_page_that_is_exactly_full_is_the_last()
    {
        await using RawClient client = await StartAsync(100, new ReferralsEmulatorOptions());

        RawResponse hundred = await client.ListAsync();
        client.Emulator.AddReferral(Record(101));
        RawResponse more = await client.ListAsync();

        Assert.Equal(100, hundred.Value.Count);
        Assert.Null(hundred.NextLink);
        Assert.Equal(100, more.Value.Count);
        Assert.NotNull(more.NextLink);
    }

    private static async Task<RawClient> StartAsync(int count, ReferralsEmulatorOptions options)
    {
        RawClient client = await RawClient.StartAsync(options);
        for (int number = 1; number <= count; number++)
        {
            client.Emulator.AddReferral(Record(number));
        }

        return client;
    }

    private static JsonObject Record(int number) => new()
    {
        ["name"] = $"{number}",
        ["type"] = "Shared",
        ["createdDateTime"] = $"2030-01-01T00:00:{number % 60:00}Z",
        ["updatedDateTime"] = "2030-01-01T00:00:00Z",
        ["customerProfile"] = new JsonObject { ["address"] = new JsonObject { ["country"] = number % 2 == 0 ? "DE" : "US" } },
    };
}
