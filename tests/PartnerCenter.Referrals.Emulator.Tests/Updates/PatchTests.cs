using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests PATCH (wire contract 1.6).</summary>
public sealed class PatchTests
{
    private const string Notes = """[{"op":"replace","path":"/details/notes","value":"new"}]""";
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public static TheoryData<string, string> Paths { get; } = new()
    {
        { "/campaignId", "\"spring\"" },
        { "/consent/consentToShareReferralWithMicrosoftSellers", "true" },
        { "/customerProfile/team", """[{"firstName":"A","lastName":"B","phoneNumber":"5550100","email":"a@example.com","new":1}]""" },
        { "/details/closingDateTime", "\"2031-01-31T00:00:00Z\"" },
        { "/details/currency", "\"EUR\"" },
        { "/details/dealValue", "12.50" },
        { "/details/notes", "\"notes\"" },
        { "/details/requirements/solutions", """[{"id":"SOL-2-BBB"}]""" },
        { "/externalReferenceId", "\"crm-2\"" },
        { "/referralProgram", "\"program\"" },
        { "/salesStage", "\"Propose\"" },
        { "/status", "\"Active\"" },
        { "/substatus", "\"Accepted\"" },
        { "/statusReason", "\"reason\"" },
        { "/team", "[]" },
    };

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Every_documented_path_is_set_by_add_and_by_replace(string path, string value)
    {
        await using RawClient client = await StartAsync();
        foreach (string op in (string[])["add", "replace"])
        {
            JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal());

            JsonObject changed = await client.PatchedAsync(deal.Id(), $$"""[{"op":"{{op}}","path":"{{path}}","value":{{value}}}]""");

            JsonNode stored = path[1..].Split('/').Aggregate((JsonNode)changed, (node, name) => node[name]!);
            JsonNode expected = JsonNode.Parse(value)!;
            JsonNode compared = expected is JsonArray { Count: > 0 } list ? list[0]! : expected;
            foreach ((string name, JsonNode? member) in compared as JsonObject ?? new JsonObject { [""] = compared.DeepClone() })
            {
                JsonNode? actual = name.Length == 0 ? stored : stored[0]![name];
                Assert.Equal(member!.ToJsonString(), actual!.ToJsonString());
            }
        }
    }

    [Theory]
    [InlineData("/team/-", "team", """{"firstName":"E","email":"e@example.com"}""", 2)]
    [InlineData("/customerProfile/team/-", "customerProfile/team", """{"firstName":"E","email":"e@example.com"}""", 1)]
    [InlineData("/details/requirements/solutions/-", "details/requirements/solutions", """{"id":"SOL-3-CCC","type":"Name"}""", 2)]
    public async Task The_end_of_a_list_accepts_add_but_not_replace(string path, string list, string value, int count)
    {
        await using RawClient client = await StartAsync();
        JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal());

        RawResponse refused = await client.PatchAsync(deal.Id(), $$"""[{"op":"replace","path":"{{path}}","value":{{value}}}]""");
        JsonObject changed = await client.PatchedAsync(deal.Id(), $$"""[{"op":"add","path":"{{path}}","value":{{value}}}]""");

        Assert.Equal((400, "[0]" + path), (refused.Status, refused.Target));
        JsonArray items = list.Split('/').Aggregate((JsonNode)changed, (node, name) => node[name]!).AsArray();
        Assert.Equal(count, items.Count);
        JsonObject last = items[^1]!.AsObject();
        Assert.All(
            JsonNode.Parse(value)!.AsObject(), member => Assert.Equal(member.Value!.ToJsonString(), last[member.Key]!.ToJsonString()));
        Assert.True(last.ContainsKey(path.Contains("team", StringComparison.Ordinal) ? "contactPreference" : "publisherName"));
    }

    [Theory]
    [InlineData("25000", "25000")]
    [InlineData("\"25000\"", "25000")]
    [InlineData("null", "null")]
    public async Task The_deal_value_may_be_a_number_or_a_text_of_digits(string sent, string stored)
    {
        await using RawClient client = await StartAsync();
        JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal());

        JsonObject changed = await client.PatchedAsync(deal.Id(), $$"""[{"op":"replace","path":"/details/dealValue","value":{{sent}}}]""");

        Assert.Equal(stored, changed["details"]!["dealValue"]?.ToJsonString() ?? "null");
    }

    [Theory]
    [InlineData("{}", null)]
    [InlineData("null", null)]
    [InlineData("[]", null)]
    [InlineData("[null]", "[0]")]
    [InlineData("[[]]", "[0]")]
    [InlineData("""[{"op":"add","value":1}]""", "[0]")]
    [InlineData("""[{"op":"add","path":7,"value":1}]""", "[0]")]
    [InlineData("""[{"path":"/details/notes","value":"x"}]""", "[0]/details/notes")]
    [InlineData("""[{"op":"Replace","path":"/details/notes","value":"x"}]""", "[0]/details/notes")]
    [InlineData("""[{"op":"remove","path":"/details/notes"}]""", "[0]/details/notes")]
    [InlineData("""[{"op":"test","path":"/details/notes","value":null}]""", "[0]/details/notes")]
    [InlineData("""[{"op":"move","from":"/statusReason","path":"/details/notes"}]""", "[0]/details/notes")]
    [InlineData("""[{"op":"copy","from":"/statusReason","path":"/details/notes"}]""", "[0]/details/notes")]
    [InlineData("""[{"op":"replace","path":"/details/notes"}]""", "[0]/details/notes")]
    [InlineData("""[{"op":"replace","path":"/Details/notes","value":"x"}]""", "[0]/Details/notes")]
    [InlineData("""[{"op":"replace","path":"/details~1notes","value":"x"}]""", "[0]/details~1notes")]
    [InlineData("""[{"op":"replace","path":"details/notes","value":"x"}]""", "[0]details/notes")]
    [InlineData("""[{"op":"replace","path":"/details/notes/","value":"x"}]""", "[0]/details/notes/")]
    [InlineData("""[{"op":"replace","path":"","value":{}}]""", "[0]")]
    [InlineData("""[{"op":"replace","path":"/name","value":"x"}]""", "[0]/name")]
    [InlineData("""[{"op":"replace","path":"/eTag","value":"x"}]""", "[0]/eTag")]
    [InlineData("""[{"op":"replace","path":"/details","value":{}}]""", "[0]/details")]
    [InlineData("""[{"op":"replace","path":"/team/0","value":{}}]""", "[0]/team/0")]
    [InlineData("""[{"op":"replace","path":"/consent/consentToContact","value":true}]""", "[0]/consent/consentToContact")]
    [InlineData("""[{"op":"replace","path":"/details/dealValue","value":"much"}]""", "[0]/details/dealValue")]
    [InlineData("""[{"op":"replace","path":"/details/closingDateTime","value":"soon"}]""", "[0]/details/closingDateTime")]
    [InlineData("""[{"op":"replace","path":"/details/notes","value":7}]""", "[0]/details/notes")]
    [InlineData("""[{"op":"replace","path":"/status","value":null}]""", "[0]/status")]
    [InlineData("""[{"op":"replace","path":"/status","value":"Dreaming"}]""", "[0]/status")]
    [InlineData("""[{"op":"replace","path":"/team","value":null}]""", "[0]/team")]
    [InlineData("""[{"op":"add","path":"/team/-","value":[]}]""", "[0]/team/-")]
    [InlineData("""[{"op":"replace","path":"/team","value":[{"email":7}]}]""", "[0]/team/0/email")]
    [InlineData("""[{"op":"replace","path":"/details/requirements/solutions","value":[]}]""", "details/requirements/solutions")]
    public async Task An_invalid_patch_is_answered_with_400_and_names_the_operation(string body, string? target)
    {
        await using RawClient client = await StartAsync();
        JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal());

        RawResponse answer = await client.PatchAsync(deal.Id(), body);

        Assert.Equal((400, "invalidRequest", target), (answer.Status, answer.ErrorCode, answer.Target));
    }

    [Fact]
    public async Task A_patch_is_applied_as_a_whole_or_not_at_all()
    {
        await using RawClient client = await StartAsync();
        JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal());

        RawResponse answer = await client.PatchAsync(deal.Id(), """
            [
              { "op": "replace", "path": "/details/notes", "value": "new" },
              { "op": "add", "path": "/team/-", "value": { "email": "e@example.com" } },
              { "op": "replace", "path": "/details/dealValue", "value": "much" }
            ]
            """);

        Assert.Equal((400, "[2]/details/dealValue"), (answer.Status, answer.Target));
        Assert.Equal(deal.Without("@odata.context").ToJsonString(), client.Emulator.GetReferral(deal.Id()).ToJsonString());
    }

    [Theory]
    [InlineData(null, 204)]
    [InlineData("return=minimal", 204)]
    [InlineData("return=representation", 200)]
    [InlineData("respond-async, Return=\"representation\"; wait=1", 200)]
    public async Task A_patch_returns_the_record_only_on_request(string? prefer, int status)
    {
        await using RawClient client = await StartAsync();
        JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal());
        _clock.Advance(TimeSpan.FromMinutes(1));

        RawResponse answer = await client.PatchAsync(deal.Id(), Notes, prefer: prefer);

        JsonObject stored = client.Emulator.GetReferral(deal.Id());
        Assert.Equal(status, answer.Status);
        Assert.Equal(stored.Tag(), answer.Headers["ETag"]);
        Assert.NotEqual(deal.Tag(), stored.Tag());
        Assert.Equal("2030-01-02T03:05:05Z", stored["updatedDateTime"]!.GetValue<string>());
        Assert.Equal("new", stored["details"]!["notes"]!.GetValue<string>());
        Assert.Equal(
            status == 204 ? "" : stored.ToJsonString(),
            status == 204 ? answer.Text : answer.Json.Without("@odata.context").ToJsonString());
    }

    [Theory]
    [InlineData("application/json", 204)]
    [InlineData("application/json-patch+json", 204)]
    [InlineData("text/plain", 415)]
    [InlineData(null, 415)]
    public async Task A_patch_accepts_two_content_types(string? mediaType, int status)
    {
        await using RawClient client = await StartAsync();
        JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal());

        Assert.Equal(status, (await client.PatchAsync(deal.Id(), Notes, mediaType: mediaType)).Status);
    }

    [Fact]
    public async Task If_Match_of_a_patch_is_checked_only_when_it_is_sent()
    {
        await using RawClient client = await StartAsync();
        JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal());

        Assert.Equal(204, (await client.PatchAsync(deal.Id(), Notes, deal.Tag())).Status);
        RawResponse stale = await client.PatchAsync(deal.Id(), Notes, deal.Tag());
        Assert.Equal((412, "preconditionFailed"), (stale.Status, stale.ErrorCode));
        Assert.Equal("resourceModified", stale.Error["innerError"]!["code"]!.GetValue<string>());
        Assert.Equal(412, (await client.PatchAsync(deal.Id(), Notes, "*")).Status);
        Assert.Equal(204, (await client.PatchAsync(deal.Id(), Notes)).Status);
    }

    [Fact]
    public async Task An_incomplete_record_can_be_patched_and_an_invalid_one_is_left_alone()
    {
        await using RawClient client = await StartAsync();
        string sparse = client.Emulator.AddReferral(new JsonObject { ["details"] = null }).Id();
        string odd = client.Emulator.AddReferral(new JsonObject { ["details"] = new JsonArray(), ["team"] = new JsonObject() }).Id();
        const string Member = """[{"op":"add","path":"/team/-","value":{"email":"e@example.com"}}]""";

        Assert.Equal(204, (await client.PatchAsync(sparse, Notes)).Status);
        Assert.Equal(204, (await client.PatchAsync(sparse, Member)).Status);
        RawResponse[] refused = [await client.PatchAsync(odd, Notes), await client.PatchAsync(odd, Member)];

        JsonObject patched = client.Emulator.GetReferral(sparse);
        Assert.Equal("new", patched["details"]!["notes"]!.GetValue<string>());
        Assert.Equal("e@example.com", patched["team"]![0]!["email"]!.GetValue<string>());
        Assert.Equal(["[0]/details/notes", "[0]/team/-"], refused.Select(answer => answer.Target));
        Assert.Equal("[]", client.Emulator.GetReferral(odd)["details"]!.ToJsonString());
        Assert.Equal("{}", client.Emulator.GetReferral(odd)["team"]!.ToJsonString());
    }

    [Fact]
    public async Task An_unknown_referral_is_answered_with_404()
    {
        await using RawClient client = await StartAsync();

        RawResponse answer = await client.PatchAsync("00000000-0000-0000-0000-000000000001", Notes);

        Assert.Equal((404, "itemNotFound"), (answer.Status, answer.ErrorCode));
    }

    [Fact]
    public async Task A_patch_cannot_withdraw_consent_to_share_with_sellers()
    {
        const string Path = "/consent/consentToShareReferralWithMicrosoftSellers";
        await using RawClient client = await StartAsync();
        JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal());
        await client.PatchedAsync(deal.Id(), $$"""[{"op":"replace","path":"{{Path}}","value":true}]""");

        RawResponse answer = await client.PatchAsync(deal.Id(), $$"""[{"op":"replace","path":"{{Path}}","value":false}]""");

        Assert.Equal((400, Path[1..]), (answer.Status, answer.Target));
    }

    private Task<RawClient> StartAsync() => RawClient.StartAsync(new ReferralsEmulatorOptions { TimeProvider = _clock });
}
