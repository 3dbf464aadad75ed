using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests that no body stops the emulator, is answered with 500 or is stored differently from what was sent.</summary>
public sealed class HostileBodyTests
{
    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1e400", "1e-400", "123456789012345678901234567890", "\"\"", "\" \"", "\"x\"", "\"1e400\"",
        "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "{}", "[]", "[null]", "[[]]", "[{}]", "{\"\":null}", "{\"\\ud800\":1}",
        "{\"a\":{\"a\":[1e999]}}", "\"9999-12-31T23:59:59.9999999-14:00\"", "\"0001-01-01T00:00:00+14:00\"", "\"msft\"",
        "\"00000000-0000-0000-0000-000000000000\"", "[{\"type\":\"BusinessProfileLocation\",\"id\":\"msft\"}]", "[{\"id\":null}]",
        "[{\"id\":\"SOL-1-AAA\",\"price\":1e999}]",
    ];

    private static readonly string[] PatchPaths =
    [
        "/status", "/substatus", "/team", "/team/-", "/team/0", "/details/dealValue", "/details/closingDateTime", "/details/notes",
        "/details/requirements/solutions", "/details/requirements/solutions/-", "/customerProfile/team", "/customerProfile/team/-",
        "/registrations/-", "/registrations/0/contract/value", "/consent/consentToShareReferralWithMicrosoftSellers", "", "/", "//", "team",
        "/team/99999999999999999999", "/team/-1", "/~0~1", "/details/requirements/solutions/-/-", "/name",
    ];

    [Theory]
    [InlineData("{\"name\":\"\u00ff\"}")]
    [InlineData("{\"\u00ff\":1}")]
    [InlineData("\u00ff\u00fe{\u0000}\u0000")]
    public async Task A_body_that_is_not_valid_utf8_is_answered_with_400_and_stores_nothing(string latin1)
    {
        await using RawClient client = await RawClient.StartAsync();
        string deal = ReferralBodies.Deal().Without("name").ToJsonString();
        byte[] body = latin1.StartsWith('{')
            ? [.. Encoding.Latin1.GetBytes(latin1)[..^1], (byte)',', .. Encoding.UTF8.GetBytes(deal)[1..]]
            : Encoding.Latin1.GetBytes(latin1);

        RawResponse answer = await SendAsync(client, HttpMethod.Post, "", body, "application/json");

        Assert.Equal((400, "invalidRequest"), (answer.Status, answer.ErrorCode));
        Assert.Empty(client.Emulator.GetReferrals());
    }

    [Theory]
    [InlineData("iso-8859-1")]
    [InlineData("utf-16")]
    [InlineData("utf-7")]
    [InlineData("us-ascii")]
    [InlineData("\"windows-1252\"")]
    [InlineData("utf-8; charset=utf-16")]
    [InlineData("\"\"")]
    public async Task Another_charset_is_answered_with_415(string charset)
    {
        await using RawClient client = await RawClient.StartAsync();
        JsonObject stored = await client.CreatedAsync(ReferralBodies.Deal());
        byte[] deal = Encoding.UTF8.GetBytes(ReferralBodies.Deal().ToJsonString());

        RawResponse created = await SendAsync(client, HttpMethod.Post, "", deal, $"application/json; charset={charset}");
        RawResponse patched = await SendAsync(
            client, HttpMethod.Patch, "/" + stored.Id(), "[]"u8.ToArray(), $"application/json-patch+json;charset={charset}");

        Assert.Equal((415, "invalidRequest"), (created.Status, created.ErrorCode));
        Assert.Equal((415, "invalidRequest"), (patched.Status, patched.ErrorCode));
        Assert.Single(client.Emulator.GetReferrals());
    }

    [Theory]
    [InlineData("")]
    [InlineData("; charset=utf-8")]
    [InlineData(";charset=UTF-8")]
    [InlineData("; Charset=\"Utf-8\"")]
    [InlineData("; odata.metadata=minimal; charset=utf-8")]
    public async Task Utf8_is_accepted_however_the_charset_is_written(string parameters)
    {
        await using RawClient client = await RawClient.StartAsync();
        byte[] deal = Encoding.UTF8.GetBytes(ReferralBodies.Deal("S\u00f6hne \ud83d\ude80").ToJsonString());

        RawResponse answer = await SendAsync(client, HttpMethod.Post, "", deal, "application/json" + parameters);

        Assert.Equal(201, answer.Status);
        Assert.Equal("S\u00f6hne \ud83d\ude80", (string?)answer.Json["name"]);
    }

    [Theory]
    [InlineData("""{"name":"\ud800"}""")]
    [InlineData("""{"name":"\udc00\ud800"}""")]
    [InlineData("""{"unknown":{"deep":["\ud800x"]}}""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"unknown":{"\udfff":1}}""")]
    public async Task Half_a_surrogate_pair_is_answered_with_400_and_stores_nothing(string member)
    {
        await using RawClient client = await RawClient.StartAsync();
        string deal = ReferralBodies.Deal().Without("name").ToJsonString();

        RawResponse answer = await client.CreateAsync($"{member[..^1]},{deal[1..]}");

        Assert.Equal((400, "invalidRequest"), (answer.Status, answer.ErrorCode));
        Assert.Empty(client.Emulator.GetReferrals());
    }

    [Theory]
    [InlineData(65)]
    [InlineData(400_000)]
    public async Task A_body_of_many_levels_is_answered_with_400(int depth)
    {
        await using RawClient client = await RawClient.StartAsync();
        JsonObject stored = await client.CreatedAsync(ReferralBodies.Deal());
        string deep = new string('[', depth) + new string(']', depth);

        RawResponse created = await client.CreateAsync($"{{\"unknown\":{deep}}}");
        RawResponse patched = await client.PatchAsync(stored.Id(), $$"""[{"op":"add","path":"/team/-","value":{{deep}}}]""");
        RawResponse open = await client.CreateAsync(new string('{', depth));

        Assert.Equal([400, 400, 400], [created.Status, patched.Status, open.Status]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task No_body_is_answered_with_500(int seed)
    {
        await using RawClient client = await RawClient.StartAsync();
        var random = new Random(seed);
        string[] paths = [.. PathsOf(ReferralBodies.InvitationOfMicrosoft(Guid.Empty.ToString()), ""), "eTag", "id", "status", "unknown"];
        for (int number = 0; number < 400; number++)
        {
            JsonObject stored = await client.CreatedAsync(ReferralBodies.Deal());
            string value = Values[random.Next(Values.Length)];
            string path = paths[random.Next(paths.Length)];
            string body = Changed(random.Next(2) == 0 ? ReferralBodies.Deal() : stored, path, value);
            string op = random.Next(2) == 0 ? "add" : "replace";
            string target = PatchPaths[random.Next(PatchPaths.Length)];
            string operation = $$"""{"op":"{{op}}","path":"{{target}}","value":{{value}}}""";

            RawResponse created = await client.CreateAsync(body);
            RawResponse patched = await client.PatchAsync(stored.Id(), $"[{operation},{operation}]");
            RawResponse replaced = await client.PutAsync(
                stored.Id(), Changed(stored, path, value), (string?)client.Emulator.GetReferral(stored.Id())["eTag"]);
            RawResponse read = await client.GetAsync($"{UpdateRequests.Collection}/{stored.Id()}");

            Assert.True(
                created.Status < 500 && patched.Status < 500 && replaced.Status < 500 && read.Status == 200,
                $"seed {seed}, {number}: {created.Status} {patched.Status} {replaced.Status} {read.Status}, {path} = {value}, {operation}: "
                    + $"{created.Text} {patched.Text} {replaced.Text}");
        }

        Assert.Equal(200, (await client.ListAsync()).Status);
    }

    private static IEnumerable<string> PathsOf(JsonNode? node, string path) => node switch
    {
        JsonObject members => members.SelectMany(
            member => PathsOf(member.Value, path.Length == 0 ? member.Key : $"{path}/{member.Key}").Prepend(
                path.Length == 0 ? member.Key : $"{path}/{member.Key}")),
        _ => [],
    };

    // The value is put in as text, because some values cannot be held by a node.
    private static string Changed(JsonObject body, string path, string value)
    {
        const string Mark = "b7b1c1d2-mark";
        JsonObject copy = body.DeepClone().AsObject();
        JsonObject parent = copy;
        string[] names = path.Split('/');
        foreach (string name in names[..^1])
        {
            parent = (parent[name] as JsonObject) ?? (JsonObject)(parent[name] = new JsonObject())!;
        }

        parent[names[^1]] = Mark;
        return copy.ToJsonString().Replace($"\"{Mark}\"", value, StringComparison.Ordinal);
    }

    private static async Task<RawResponse> SendAsync(
        RawClient client, HttpMethod method, string id, byte[] body, string contentType)
    {
        using var request = new HttpRequestMessage(method, new Uri(client.Emulator.Endpoint + id));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", client.Emulator.IssueToken());
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return await client.SendAsync(request);
    }
}
