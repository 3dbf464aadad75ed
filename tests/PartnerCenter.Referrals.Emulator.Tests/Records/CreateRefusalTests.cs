using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator.Tests;

public sealed class CreateRefusalTests
{
    public static TheoryData<string, string, string> Mistakes { get; } = new()
    {
        // The path to set, the value, and the target that the refusal names.
        { "type", "null", "type" },
        { "customerProfile", "null", "customerProfile" },
        { "consent", "null", "consent" },
        { "details", "null", "details" },
        { "type", "\"Collaborative\"", "type" },
        { "name", "7", "name" },
        { "favorite", "\"true\"", "favorite" },
        { "team", "{}", "team" },
        { "team", "[null]", "team/0" },
        { "customerProfile/ids", """{"profileType":"Duns","id":"1"}""", "customerProfile/ids" },
        { "customerProfile/address", "\"US\"", "customerProfile/address" },
        { "customerProfile/address/country", "null", "customerProfile/address/country" },
        { "customerProfile/address/country", "\"USA\"", "customerProfile/address/country" },
        { "consent/consentToContact", "1", "consent/consentToContact" },
        { "details/dealValue", "\"much\"", "details/dealValue" },
        { "details/closingDateTime", "\"31.01.2030\"", "details/closingDateTime" },
        { "details/requirements", "null", "details/requirements/solutions" },
        { "details/requirements/solutions", "[]", "details/requirements/solutions" },
        { "details/requirements/solutions", """[{"id":"SOL-1-AAA"},{"name":"no id"}]""", "details/requirements/solutions" },
        { "details/requirements/solutions", """[{"id":"SOL-1-AAA","price":"10"}]""", "details/requirements/solutions/0/price" },
        { "target", """[{"type":"SolutionProfile"}]""", "target/0/id" },
        { "inviteContext", """{"assistanceRequestCode":"Everything"}""", "inviteContext/assistanceRequestCode" },
        { "inviteContext", """{"assistanceRequestCode":"QuotesOrLicensing"}""", "customerProfile/team" },
        { "engagementId", "\"not a guid\"", "engagementId" },
        { "engagementId", "\"00000000-0000-0000-0000-000000000001\"", "engagementId" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task An_invalid_member_is_answered_with_400_and_its_name(string path, string value, string target)
    {
        await using RawClient client = await RawClient.StartAsync();
        JsonObject body = ReferralBodies.Deal();
        string[] names = path.Split('/');
        JsonNode parent = names[..^1].Aggregate((JsonNode)body, (node, name) => node[name]!);
        parent[names[^1]] = JsonNode.Parse(value);

        RawResponse answer = await client.CreateAsync(body);

        Assert.Equal(400, answer.Status);
        Assert.Equal("invalidRequest", answer.ErrorCode);
        Assert.Equal(target, answer.Target);
        Assert.Empty(client.Emulator.GetReferrals());
    }

    [Theory]
    [InlineData("type")]
    [InlineData("customerProfile")]
    [InlineData("consent")]
    [InlineData("details")]
    public async Task A_missing_member_is_answered_with_400_and_its_name(string part)
    {
        await using RawClient client = await RawClient.StartAsync();

        RawResponse answer = await client.CreateAsync(ReferralBodies.Deal().Without(part));

        Assert.Equal(400, answer.Status);
        Assert.Equal(part, answer.Target);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("{\"type\":\"Shared\",\"type\":\"Shared\"}")]
    [InlineData("{\"type\":\"Shared\",\"Type\":\"Shared\"}")]
    [InlineData("{\"type\":\"\\ud800\"}")]
    [InlineData("\u00ff{")]
    public async Task A_body_that_is_no_JSON_object_is_answered_with_400(string body)
    {
        await using RawClient client = await RawClient.StartAsync();

        RawResponse answer = await client.CreateAsync(body);

        Assert.Equal(400, answer.Status);
        Assert.Equal("invalidRequest", answer.ErrorCode);
    }

    [Theory]
    [InlineData("\"unknown\":\"\\ud800\"")]
    [InlineData("\"\\ud800\":1")]
    [InlineData("\"name\":\"\\ud800\"")]
    public async Task Half_a_surrogate_pair_is_refused_before_it_is_stored(string member)
    {
        await using RawClient client = await RawClient.StartAsync();
        string deal = ReferralBodies.Deal().Without("name").ToJsonString();
        Assert.Equal(201, (await client.CreateAsync(deal)).Status);

        RawResponse answer = await client.CreateAsync($"{{{member},{deal[1..]}");

        Assert.Equal(400, answer.Status);
        Assert.Equal("invalidRequest", answer.ErrorCode);
        Assert.Single((await client.ListAsync()).Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/json-patch+json")]
    public async Task Another_content_type_is_answered_with_415(string? mediaType)
    {
        await using RawClient client = await RawClient.StartAsync();

        RawResponse answer = await client.CreateAsync(ReferralBodies.Deal().ToJsonString(), mediaType);

        Assert.Equal(415, answer.Status);
        Assert.Equal("invalidRequest", answer.ErrorCode);
    }

    [Theory]
    [InlineData(1024 * 1024, 201)]
    [InlineData((1024 * 1024) + 1, 413)]
    [InlineData(8 * 1024 * 1024, 413)]
    public async Task A_body_over_one_megabyte_is_answered_with_413(int bytes, int status)
    {
        await using RawClient client = await RawClient.StartAsync();
        string body = ReferralBodies.Deal().ToJsonString();

        RawResponse answer = await client.CreateAsync(body + new string(' ', bytes - body.Length));

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 413, answer.Json.ContainsKey("error"));
        Assert.Equal(bytes, Assert.Single(client.Emulator.Requests).ContentLength);
    }
}
