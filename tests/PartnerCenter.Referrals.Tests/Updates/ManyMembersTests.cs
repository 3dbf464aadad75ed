using System.Net;
using System.Text;
using System.Text.Json;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Tests that work and memory grow with the size of a record, not with its square. A quadratic comparison of these records takes minutes,
/// in which no timeout and no cancellation is looked at.
/// </summary>
[Trait("Culture", "None")]
public sealed class ManyMembersTests : IDisposable
{
    private const int Many = 120_000;

    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData("PATCH")]
    [InlineData("PUT")]
    public async Task An_update_of_a_record_with_120_000_unknown_members_completes(string method)
    {
        string read = Record(Many);
        _service.RespondsWith(HttpStatusCode.OK, read).RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json("\"2\""));

        Referral now = await _service.Client().UpdateAsync(
            ReferralJson.Id,
            deal => method == "PUT" ? deal with { Name = "New" } : deal with { CampaignId = "C" },
            cancellationToken: Cancellation);

        Assert.Equal("\"2\"", now.ETag);
        Assert.Equal(method, _service.Sent[1].Method);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("@odata.type")]
    public void Records_with_as_many_unknown_members_in_another_order_are_compared_in_linear_time(string first)
    {
        Referral one = Read($$"""{"unheardOf":{"{{first}}":1,{{Members(Enumerable.Range(0, Many))}} } }""");
        Referral other = Read($$"""{"unheardOf":{ {{Members(Enumerable.Range(0, Many).Reverse())}},"{{first}}":1} }""");

        Assert.Equal(one, other);
        Assert.Empty(Differences.Between(one, other));
        Assert.True(WriteVerifier.IsApplied(one, other));
        Assert.Single(Differences.Between(one, Read($$"""{"unheardOf":{ {{Members(Enumerable.Range(1, Many))}} } }""")));
    }

    [Fact]
    public void Members_of_the_record_itself_in_another_order_are_compared_in_linear_time()
    {
        Referral one = Read($$"""{ {{Members(Enumerable.Range(0, Many))}} }""");
        Referral other = Read($$"""{ {{Members(Enumerable.Range(0, Many).Reverse())}} }""");

        Assert.Equal(one, other);
        Assert.Empty(Differences.Between(one, other));
        Assert.True(WriteVerifier.IsApplied(one, other));
    }

    [Fact]
    public void A_patch_that_adds_thousands_of_items_with_many_members_is_verified_in_linear_time()
    {
        const int items = 20_000;
        Member wide = JsonSerializer.Deserialize(
            $$"""{ {{Members(Enumerable.Range(0, Many))}} }""", ReferralsJsonContext.Default.Member)!;
        ReferralPatch patch = new ReferralPatch().AddTeamMember(wide);
        List<Member> team = [wide];
        for (int i = 0; i < items; i++)
        {
            Member member = new() { FirstName = $"M{i}" };
            patch.AddTeamMember(member);
            team.Add(member);
        }

        Assert.True(WriteVerifier.IsApplied(new Referral { Team = team }, new Referral(), patch.Operations));
        Assert.False(WriteVerifier.IsApplied(new Referral { Team = team[..^1] }, new Referral(), patch.Operations));
    }

    [Fact]
    public void The_memory_of_a_comparison_doubles_with_the_record()
    {
        long once = BytesOfDifferences(10_000);
        long twice = BytesOfDifferences(20_000);

        Assert.True(twice < once * 2.5, $"{once:N0} bytes for 10,000 members, {twice:N0} for 20,000.");
    }

    private static long BytesOfDifferences(int members)
    {
        Referral before = Read(Record(members));
        Referral after = before with { Name = "New" };
        Differences.Between(before, after);
        long start = GC.GetAllocatedBytesForCurrentThread();
        Assert.Single(Differences.Between(before, after));
        return GC.GetAllocatedBytesForCurrentThread() - start;
    }

    private static Referral Read(string json) => JsonSerializer.Deserialize(json, ReferralsJson.Referral)!;

    private static string Record(int members) => UpdatedDeal.Json()[..^1] + "," + Members(Enumerable.Range(0, members)) + "}";

    private static string Members(IEnumerable<int> numbers)
    {
        StringBuilder json = new();
        foreach (int number in numbers)
        {
            json.Append(json.Length == 0 ? "" : ",").Append('"').Append('m').Append(number).Append("\":1");
        }

        return json.ToString();
    }
}
