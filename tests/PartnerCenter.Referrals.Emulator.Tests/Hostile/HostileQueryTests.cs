using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests that no query stops the emulator or is answered with 500.</summary>
public sealed class HostileQueryTests
{
    private static readonly string[] Options =
        ["$filter", "$orderby", "$top", "$skip", "$count", "$select", "$skiptoken", "$expand"];

    public static TheoryData<string> Filters { get; } = new(
        "null",
        "null eq null and null",
        "not null",
        "matchesPattern(name,'^(a+)+$')",
        "matchespattern(name,'^(a+)+$')",
        "team/any(t: matchesPattern(t/email,'^(a+)+$'))",
        "matchesPattern(name,'(')",
        Nested("concat(name,", "name", ")", 700) + " eq 'x'",
        Nested("concat(", "name", ",name)", 100) + " eq 'x'",
        LambdasInside(40),
        string.Join(" or ", Enumerable.Repeat("indexof(name,'x') eq 1", 700)),
        Nested("(", "true", ")", 12_000),
        string.Concat(Enumerable.Repeat("not ", 7_000)) + "true",
        string.Concat(Enumerable.Repeat("-", 20_000)) + "1 eq 1",
        string.Join(" or ", Enumerable.Repeat("true", 3_500)),
        string.Join(" add ", Enumerable.Repeat("1", 4_000)) + " eq 1",
        "name in (" + string.Join(',', Enumerable.Repeat("''", 10_000)) + ")",
        "engagementId in (" + string.Join(',', Enumerable.Repeat("aaaaaaaa-0000-0000-0000-000000000001", 800)) + ")",
        new string('\'', 15_001),
        new string('(', 25_000),
        string.Join('/', Enumerable.Repeat("customerProfile", 1_500)) + " eq 'x'");

    public static TheoryData<string> Tokens { get; } = new(
        Token("Remaining", -1),
        Token("Remaining", int.MinValue),
        Token("Filter", "null"),
        Token("Filter", "matchesPattern(name,'^(a+)+$')"),
        Token("Filter", ""),
        Token("OrderBy", "name"),
        Token("OrderBy", ""),
        Token("Select", ""),
        Token("Skip", -1),
        Token("After", new JsonArray("x")),
        Token("After", new JsonArray(1)),
        Token("After", new JsonObject()),
        Token("AfterSequence", "1"),
        Encoded("""{"Filter":"\ud800","OrderBy":null,"Select":null,"Count":false,"Skip":0,"Remaining":null,"After":null,"""
            + "\"AfterSequence\":0,\"EmptyPages\":0}"),
        Encoded("null"),
        Encoded("[]"),
        Encoded(new string('[', 5_000)),
        "A");

    [Theory]
    [MemberData(nameof(Filters), DisableDiscoveryEnumeration = true)]
    public async Task A_filter_that_could_stop_the_emulator_is_refused_or_answered_soon(string filter)
    {
        await using RawClient client = await StartAsync();

        RawResponse answer = await client.ListAsync("?$filter=" + Escaped(filter)).WaitAsync(Limit, TestContext.Current.CancellationToken);

        Assert.Contains(answer.Status, (int[])[200, 400, 414]);
        if (answer.Status == 400)
        {
            Assert.Equal("$filter", answer.Target);
        }
    }

    [Theory]
    [InlineData("null")]
    [InlineData("matchesPattern(name,'^(a+)+$')")]
    [InlineData("matchespattern(name,'^(a+)+$')")]
    [InlineData("team/any(t: matchesPattern(t/email,'^(a+)+$'))")]
    [InlineData("matchesPattern(name,'x') eq false and status eq 'New'")]
    [InlineData("concat(name,name) eq 'x'")]
    [InlineData("team/any(a: $it/team/any(b: a/email eq b/email))")]
    [InlineData("team/$count gt $count")]
    public async Task A_condition_that_the_service_is_not_known_to_evaluate_safely_is_refused(string filter)
    {
        await using RawClient client = await StartAsync();

        RawResponse answer = await client.ListAsync("?$filter=" + Escaped(filter)).WaitAsync(Limit, TestContext.Current.CancellationToken);

        Assert.Equal((400, "invalidRequest", "$filter"), (answer.Status, answer.ErrorCode, answer.Target));
    }

    [Theory]
    [MemberData(nameof(Tokens), DisableDiscoveryEnumeration = true)]
    public async Task A_crafted_skip_token_is_answered_with_400(string token)
    {
        await using RawClient client = await StartAsync();

        RawResponse answer = await client.ListAsync("?$skiptoken=" + token).WaitAsync(Limit, TestContext.Current.CancellationToken);

        Assert.Equal((400, "invalidRequest"), (answer.Status, answer.ErrorCode));
    }

    [Theory]
    [InlineData("?$orderby=createdDateTime,createdDateTime")]
    [InlineData("?$orderby=createdDateTime,updatedDateTime desc,createdDateTime desc")]
    public async Task An_order_by_the_same_member_twice_is_answered_with_400(string query)
    {
        await using RawClient client = await StartAsync();

        RawResponse answer = await client.ListAsync(query);

        Assert.Equal((400, "$orderby"), (answer.Status, answer.Target));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task No_value_of_a_query_option_is_answered_with_500(int seed)
    {
        await using RawClient client = await StartAsync();
        var random = new Random(seed);
        var values = new QueryValues(random);
        for (int number = 0; number < 1_500; number++)
        {
            string option = Options[random.Next(Options.Length)];
            string query = $"?{option}={Escaped(values.Next(option))}";
            if (random.Next(4) == 0)
            {
                string other = Options[random.Next(Options.Length)];
                query += $"&{other}={Escaped(values.Next(other))}";
            }

            RawResponse answer = await client.ListAsync(query).WaitAsync(Limit, TestContext.Current.CancellationToken);

            Assert.True(answer.Status is 200 or 400 or 414, $"seed {seed}, query {number}: {answer.Status} for {query}: {answer.Text}");
        }
    }

    // No answer takes a second on a quiet machine. The limit is for a busy one.
    private static TimeSpan Limit => TimeSpan.FromSeconds(30);

    private static string Nested(string before, string inside, string after, int depth) =>
        string.Concat(Enumerable.Repeat(before, depth)) + inside + string.Concat(Enumerable.Repeat(after, depth));

    // With two members in a team, the innermost condition is evaluated two to the power of the depth times.
    private static string LambdasInside(int depth) =>
        string.Concat(Enumerable.Range(0, depth).Select(level => $"{(level == 0 ? "" : "$it/")}team/any(t{level}: ")) + "false"
        + new string(')', depth);

    // Escapes only what must be escaped, so that a long filter fits into a request line.
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            escaped.Append(rune.Value is '(' or ')' or '\'' or ',' or '/' or ':' or '$' || (rune.IsAscii && Rune.IsLetterOrDigit(rune))
                ? rune.ToString()
                : rune.Value == ' ' ? "+" : Uri.EscapeDataString(rune.ToString()));
        }

        return escaped.ToString();
    }

    private static string Token(string member, JsonNode? value) => Encoded(new JsonObject
    {
        ["Filter"] = null,
        ["OrderBy"] = "createdDateTime",
        ["Select"] = null,
        ["Count"] = false,
        ["Skip"] = 0,
        ["Remaining"] = 1,
        ["After"] = new JsonArray("1"),
        ["AfterSequence"] = 0,
        ["EmptyPages"] = 0,
        [member] = value,
    }.ToJsonString());

    private static string Encoded(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static async Task<RawClient> StartAsync()
    {
        RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { PageSize = 2 });
        for (int number = 0; number < 3; number++)
        {
            client.Emulator.AddReferral(new JsonObject
            {
                ["name"] = new string('a', 40) + "!",
                ["team"] = ReferralBodies.Parse("""[{"email":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"},{"email":null}]"""),
            });
        }

        // A long name makes each operation on it expensive.
        client.Emulator.AddReferral(new JsonObject { ["name"] = new string('b', 200_000) });
        return client;
    }
}
