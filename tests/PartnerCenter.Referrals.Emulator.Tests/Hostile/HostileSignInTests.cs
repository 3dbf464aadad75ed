using System.Buffers.Text;
using System.Text;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests that no parameter of a sign-in is answered with 500.</summary>
public sealed class HostileSignInTests
{
    private static readonly string[] Parameters =
        ["grant_type", "client_id", "client_secret", "scope", "refresh_token", "claims", "client_assertion", "assertion", "code",
            "redirect_uri", "code_verifier", "device_code", "requested_token_use", "client_assertion_type", "client_info"];

    private static readonly string[] Values =
        ["", " ", "x", "a.b.c", "\0", "\u00e9", "{}", "null", "[]", """{"access_token":null}""", """{"a":"\ud800"}""", """{"\ud800":1}""",
            """{"a":1,"a":2}""", new string('[', 5_000), new string('.', 100), Assertion("{}", "{}"), Assertion("null", "null"),
            Assertion("{}", """{"iss":"a","iss":"b"}"""), Assertion("{}", """{"iss":"\ud800","exp":"\ud800"}"""),
            Assertion("{}", """{"exp":1e400,"nbf":{}}"""), Assertion("{}", "{\"iss\":\"\u00ff\"}")];

    [Fact]
    public async Task A_claims_parameter_with_half_a_surrogate_pair_is_refused()
    {
        await using RawClient client = await RawClient.StartAsync();

        RawResponse answer = await client.TokenAsync([.. Valid(client), ("claims", """{"access_token":{"a":"\ud800"}}""")]);

        Assert.Equal(400, answer.Status);
        Assert.Throws<ArgumentException>(() => client.Emulator.IssueToken(claims: """{"a":"\ud800"}"""));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task No_parameter_of_a_token_request_is_answered_with_500(int seed)
    {
        await using RawClient client = await RawClient.StartAsync();
        var random = new Random(seed);
        string[] grants = ["refresh_token", "client_credentials", "authorization_code", "urn:ietf:params:oauth:grant-type:device_code",
            "urn:ietf:params:oauth:grant-type:jwt-bearer"];
        for (int number = 0; number < 400; number++)
        {
            Dictionary<string, string> form = Valid(client).ToDictionary(field => field.Name, field => field.Value);
            form["grant_type"] = grants[random.Next(grants.Length)];
            if (random.Next(3) == 0)
            {
                form.Remove("client_secret");
                form["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
                form["client_assertion"] = Values[random.Next(Values.Length)];
            }

            for (int changes = random.Next(1, 4); changes > 0; changes--)
            {
                form[Parameters[random.Next(Parameters.Length)]] = Values[random.Next(Values.Length)];
            }

            RawResponse answer = await client.TokenAsync([.. form.Select(field => (field.Key, field.Value))]);

            Assert.True(answer.Status < 500, $"seed {seed}, {number}: {string.Join('&', form)}: {answer.Text}");
        }
    }

    [Theory]
    [InlineData("state", "\0")]
    [InlineData("state", "\r\nSet-Cookie: a=b")]
    [InlineData("redirect_uri", "http://localhost:99999")]
    [InlineData("redirect_uri", "http://[")]
    [InlineData("redirect_uri", "http://localhost/\r\nX: y")]
    [InlineData("claims", """{"a":"\ud800"}""")]
    [InlineData("nonce", "\ufffd")]
    [InlineData("response_mode", "form_post")]
    [InlineData("code_challenge", "\u00e9")]
    public async Task No_parameter_of_a_browser_sign_in_is_answered_with_500(string name, string value)
    {
        await using RawClient client = await RawClient.StartAsync();
        Dictionary<string, string> query = new()
        {
            ["client_id"] = client.Emulator.ClientId,
            ["response_type"] = "code",
            ["redirect_uri"] = "http://localhost:1234",
            ["scope"] = "openid",
            ["state"] = "s",
            ["code_challenge"] = "c",
            ["code_challenge_method"] = "S256",
            [name] = value,
        };
        string text = string.Join('&', query.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"));
        using var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        using var http = new HttpClient(handler);

        using HttpResponseMessage answer = await http.GetAsync(
            new Uri(client.Emulator.Endpoint, $"/{client.Emulator.TenantId}/oauth2/v2.0/authorize?{text}"),
            TestContext.Current.CancellationToken);

        Assert.True((int)answer.StatusCode < 500, $"{answer.StatusCode}");
    }

    private static (string Name, string Value)[] Valid(RawClient client) =>
    [
        ("grant_type", "refresh_token"),
        ("client_id", client.Emulator.ClientId),
        ("client_secret", client.Emulator.ClientSecret),
        ("refresh_token", client.Emulator.RefreshToken),
        ("scope", "https://api.partner.microsoft.com/user_impersonation offline_access openid"),
    ];

    private static string Assertion(string header, string claims) =>
        $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(Encoding.Latin1.GetBytes(claims))}.AAAA";
}
