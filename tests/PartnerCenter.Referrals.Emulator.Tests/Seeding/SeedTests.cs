using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace PartnerCenter.Referrals.Emulator.Tests;

public sealed class SeedTests
{
    private static readonly DateTimeOffset Present = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_same_seed_gives_the_same_referrals_whatever_the_count()
    {
        await using RawClient one = await StartAsync(300, seed: 7);
        await using RawClient two = await StartAsync(300, seed: 7);
        await using RawClient few = await StartAsync(100, seed: 7);
        await using RawClient other = await StartAsync(100, seed: 8);

        string[] all = Texts(one);
        Assert.Equal(300, all.Length);
        Assert.Equal(all, Texts(two));
        Assert.Equal(all[..100], Texts(few));
        Assert.Empty(all.Intersect(Texts(other)));
        Assert.Throws<ArgumentException>(() => one.Emulator.Seed(10, 7));
        Assert.Throws<ArgumentOutOfRangeException>(() => one.Emulator.Seed(-1, 1));
        Assert.Equal(300, one.Emulator.GetReferrals().Count);
    }

    [Fact]
    public async Task A_seeded_referral_has_the_members_of_a_created_one_in_order()
    {
        await using RawClient client = await StartAsync(20, seed: 1);
        JsonObject created = await client.CreatedAsync(ReferralBodies.Deal());
        string members = Members(created.Without("@odata.context"));

        Assert.All(client.Emulator.GetReferrals().SkipLast(1), seeded => Assert.Equal(members, Members(seeded)));
    }

    [Fact]
    public async Task Seeded_referrals_are_plausible_and_varied()
    {
        await using RawClient client = await StartAsync(2000, seed: 3);
        IReadOnlyList<JsonObject> all = client.Emulator.GetReferrals();

        string[] states = [.. all.Select(record => $"{record["status"]}/{record["substatus"]}").Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(
            ["Active/Accepted", "Closed/Declined", "Closed/Expired", "Closed/Lost", "Closed/Won", "New/Pending", "New/Received"], states);
        Assert.All(all, record =>
        {
            Assert.InRange(Date(record, "createdDateTime")!.Value, Present.AddDays(-730), Present);
            Assert.InRange(Date(record, "updatedDateTime")!.Value, Date(record, "createdDateTime")!.Value, Present);
            bool waits = record["status"]!.GetValue<string>() == "New";
            Assert.Equal(waits, Date(record, "expirationDateTime") > Present);
            Assert.Equal(record["status"]!.GetValue<string>() == "Closed", Date(record, "closedDateTime") is not null);
            Assert.All(
                record["team"]!.AsArray(),
                member => Assert.EndsWith("@example.com", member!["email"]!.GetValue<string>(), StringComparison.Ordinal));
        });
        Assert.True(all.Select(record => record["customerProfile"]!["address"]!["country"]!.GetValue<string>()).Distinct().Count() > 10);
        Assert.True(all.GroupBy(record => record["engagementId"]!.GetValue<string>()).Count(engagement => engagement.Count() == 2) > 100);
        Assert.Equal(2000, all.Select(record => record["eTag"]!.GetValue<string>()).Distinct().Count());
    }

    [Fact]
    public async Task A_seeded_deal_can_be_listed_fetched_and_changed()
    {
        await using RawClient client = await StartAsync(50, seed: 2);
        RawResponse list =
            await client.ListAsync("?$filter=status eq 'Active' and direction eq 'Outgoing'&$orderby=updatedDateTime desc&$top=1");
        JsonObject deal = Assert.Single(list.Value);

        await client.PatchedAsync(deal.Id(), """[{"op":"replace","path":"/details/notes","value":"call back"}]""");
        JsonObject closed = await client.PatchedAsync(
            deal.Id(), """[{"op":"replace","path":"/status","value":"Closed"},{"op":"replace","path":"/substatus","value":"Won"}]""");
        RawResponse one = await client.GetAsync($"/v1.0/engagements/referrals/{deal.Id()}");

        Assert.Equal("Closed/Won", closed.State());
        Assert.Equal("call back", one.Json["details"]!["notes"]!.GetValue<string>());
        Assert.NotEqual(deal["eTag"]!.GetValue<string>(), one.Json["eTag"]!.GetValue<string>());
    }

    private static async Task<RawClient> StartAsync(int count, int seed)
    {
        RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { TimeProvider = new FakeTimeProvider(Present) });
        client.Emulator.Seed(count, seed);
        return client;
    }

    private static string[] Texts(RawClient client) => [.. client.Emulator.GetReferrals().Select(record => record.ToJsonString())];

    private static DateTimeOffset? Date(JsonObject record, string name) => record[name]?.GetValue<DateTimeOffset>();

    // Returns the names of all members, including those inside objects.
    private static string Members(JsonObject record) => string.Join(',', record.Select(member =>
        member.Value is JsonObject inner ? $"{member.Key}({Members(inner)})" : member.Key));
}
