using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests what a library that knows only the emulator's address finds out, and can verify, on the emulator's own socket.</summary>
public sealed class DiscoveryTests
{
    private const string OpenIdScope = "openid profile offline_access " + EntraRequests.Scope;

    [Theory]
    [InlineData("/v2.0/.well-known/openid-configuration")]
    [InlineData("/.well-known/openid-configuration")]
    public async Task The_configuration_names_keys_algorithms_and_endpoints_on_the_emulators_socket(string path)
    {
        await using RawClient client = await RawClient.StartAsync();
        string root = client.Emulator.Endpoint.GetLeftPart(UriPartial.Authority);
        string tenant = client.Emulator.TenantId;

        JsonObject configuration = await DocumentAsync(client, $"/{tenant}{path}");

        Assert.Equal($"{root}/{tenant}/v2.0", Text(configuration, "issuer"));
        Assert.Equal($"{root}/{tenant}/discovery/v2.0/keys", Text(configuration, "jwks_uri"));
        Assert.Equal($"{root}/{tenant}/oauth2/v2.0/token", Text(configuration, "token_endpoint"));
        Assert.Equal($"{root}/{tenant}/oauth2/v2.0/authorize", Text(configuration, "authorization_endpoint"));
        Assert.Equal($"{root}/{tenant}/oauth2/v2.0/devicecode", Text(configuration, "device_authorization_endpoint"));
        Assert.Equal("""["pairwise"]""", configuration["subject_types_supported"]!.ToJsonString());
        Assert.Equal("""["RS256"]""", configuration["id_token_signing_alg_values_supported"]!.ToJsonString());
    }

    [Fact]
    public async Task One_issuer_is_in_every_configuration_and_every_token()
    {
        await using RawClient client = await RawClient.StartAsync();
        string tenant = client.Emulator.TenantId;
        JsonObject tokens = (await RefreshAsync(client, OpenIdScope)).Json;

        string[] issuers =
        [
            Text(await DocumentAsync(client, $"/{tenant}/v2.0/.well-known/openid-configuration"), "issuer"),
            Text(await DocumentAsync(client, $"/{tenant}/.well-known/openid-configuration"), "issuer"),
            Text(await DocumentAsync(client, $"/{tenant.ToUpperInvariant()}/v2.0/.well-known/openid-configuration"), "issuer"),
            Text(await DocumentAsync(client, "/common/v2.0/.well-known/openid-configuration"), "issuer"),
            Text(EntraRequests.ClaimsOf(Text(tokens, "access_token")), "iss"),
            Text(EntraRequests.ClaimsOf(Text(tokens, "id_token")), "iss"),
            Text(EntraRequests.ClaimsOf(client.Emulator.IssueToken()), "iss"),
        ];

        Assert.Single(issuers.Distinct());
    }

    [Fact]
    public async Task Every_token_verifies_with_the_published_key_whose_id_it_names()
    {
        await using RawClient client = await RawClient.StartAsync();
        string tenant = client.Emulator.TenantId;
        JsonObject key = (await DocumentAsync(client, $"/{tenant}/discovery/v2.0/keys"))["keys"]!.AsArray().Single()!.AsObject();
        JsonObject tokens = (await RefreshAsync(client, OpenIdScope)).Json;

        Assert.Equal(("RSA", "sig", "RS256"), (Text(key, "kty"), Text(key, "use"), Text(key, "alg")));
        Assert.All([Text(tokens, "access_token"), Text(tokens, "id_token"), client.Emulator.IssueToken()], token =>
        {
            string[] parts = token.Split('.');
            JsonObject header = JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!.AsObject();
            Assert.Equal(("RS256", Text(key, "kid")), (Text(header, "alg"), Text(header, "kid")));
            Assert.True(Verifies(key, $"{parts[0]}.{parts[1]}", Base64Url.DecodeFromChars(parts[2])));
            Assert.False(Verifies(key, $"{parts[0]}.{parts[1]}A", Base64Url.DecodeFromChars(parts[2])));
        });
    }

    [Fact]
    public async Task A_token_of_another_emulator_or_with_another_signature_is_refused()
    {
        await using RawClient client = await RawClient.StartAsync();
        await using RawClient other = await RawClient.StartAsync();
        string[] own = client.Emulator.IssueToken().Split('.');
        string[] foreign = other.Emulator.IssueToken().Split('.');
        string[] refused =
        [
            string.Join('.', foreign),
            $"{own[0]}.{foreign[1]}.{own[2]}",
            $"{own[0]}.{own[1]}.{foreign[2]}",
            $"{own[0]}.{own[1]}.",
            $"{own[0]}.{own[1]}",
            $"{own[0]}..{own[2]}",
            own[0],
            $"{Base64Url.EncodeToString("""{"typ":"JWT","alg":"none"}"""u8)}.{own[1]}.",
        ];

        foreach (string token in refused)
        {
            Assert.Equal(401, await EntraRequests.StatusAsync(client, token));
        }

        Assert.Equal(200, await EntraRequests.StatusAsync(client, string.Join('.', own)));
    }

    [Theory]
    [InlineData(OpenIdScope, true)]
    [InlineData(EntraRequests.Scope, false)]
    [InlineData("offline_access " + EntraRequests.Scope, false)]
    public async Task An_id_token_is_issued_only_with_the_scope_openid(string scope, bool issued)
    {
        await using RawClient client = await RawClient.StartAsync();

        RawResponse answer = await RefreshAsync(client, scope);

        Assert.Equal((200, issued), (answer.Status, answer.Json.ContainsKey("id_token")));
        Assert.Equal(200, await EntraRequests.StatusAsync(client, Text(answer.Json, "access_token")));
    }

    [Fact]
    public async Task No_token_response_may_be_stored()
    {
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { PublicClient = true });

        RawResponse issued = await RefreshAsync(client, OpenIdScope);
        RawResponse refused = await client.TokenAsync(("grant_type", "magic"));
        RawResponse keys = await client.GetAsync($"/{client.Emulator.TenantId}/discovery/v2.0/keys");

        Assert.Equal([200, 400, 200], [issued.Status, refused.Status, keys.Status]);
        Assert.All([issued, refused], answer => Assert.Equal("no-store", answer.Headers["Cache-Control"]));
    }

    [Theory]
    [InlineData("https", "emulator.example.com:8443", "https://emulator.example.com:8443")]
    [InlineData("HTTPS, http", "emulator.example.com", "https://emulator.example.com")]
    [InlineData("http", "localhost:5010", "http://localhost:5010")]
    [InlineData("javascript", "localhost:5010", "http://localhost:5010")]
    [InlineData(null, "localhost:5010", "http://localhost:5010")]
    public async Task Addresses_follow_the_forwarded_scheme_and_the_requests_host(string? scheme, string host, string origin)
    {
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions
        {
            PageSize = 1,
            NextLinkFormat = NextLinkFormat.RequestAddress,
        });
        client.Emulator.Seed(2, 1);

        JsonObject configuration = await ThroughProxyAsync($"/{client.Emulator.TenantId}/v2.0/.well-known/openid-configuration");
        JsonObject page = await ThroughProxyAsync("/v1.0/engagements/referrals");

        Assert.StartsWith(origin + "/", Text(configuration, "issuer"), StringComparison.Ordinal);
        Assert.StartsWith(origin + "/", Text(configuration, "jwks_uri"), StringComparison.Ordinal);
        Assert.StartsWith(origin + "/", Text(configuration, "token_endpoint"), StringComparison.Ordinal);
        Assert.StartsWith(origin + "/v1.0/", Text(page, "@odata.nextLink"), StringComparison.Ordinal);

        async Task<JsonObject> ThroughProxyAsync(string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(client.Emulator.Endpoint, path));
            request.Headers.Host = host;
            request.Headers.Add("Authorization", $"Bearer {client.Emulator.IssueToken()}");
            if (scheme is not null)
            {
                request.Headers.Add("X-Forwarded-Proto", scheme);
            }

            return (await client.SendAsync(request)).Json;
        }
    }

    [Fact]
    public async Task The_emulators_own_address_leads_a_device_code_to_its_page()
    {
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { PublicClient = true });
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(client.Emulator.Endpoint, $"/{client.Emulator.TenantId}/oauth2/v2.0/devicecode"));
        request.Content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["client_id"] = client.Emulator.ClientId,
            ["scope"] = EntraRequests.Scope,
        });

        RawResponse start = await client.SendAsync(request);

        Assert.Equal($"{client.Emulator.Endpoint.GetLeftPart(UriPartial.Authority)}/", Text(start.Json, "verification_uri"));
        Assert.Equal("no-store", start.Headers["Cache-Control"]);
    }

    private static async Task<JsonObject> DocumentAsync(RawClient client, string path)
    {
        RawResponse answer = await client.SendAsync(HttpMethod.Get, path, authorization: "");
        Assert.Equal(200, answer.Status);
        return answer.Json;
    }

    private static Task<RawResponse> RefreshAsync(RawClient client, string scope) => client.TokenAsync(
        ("grant_type", "refresh_token"), ("client_id", client.Emulator.ClientId), ("client_secret", client.Emulator.ClientSecret),
        ("refresh_token", client.Emulator.RefreshToken), ("scope", scope));

    private static string Text(JsonObject json, string name) => json[name]!.GetValue<string>();

    private static bool Verifies(JsonObject key, string content, byte[] signature)
    {
        using var rsa = RSA.Create(new RSAParameters
        {
            Modulus = Base64Url.DecodeFromChars(Text(key, "n")),
            Exponent = Base64Url.DecodeFromChars(Text(key, "e")),
        });
        return rsa.VerifyData(Encoding.ASCII.GetBytes(content), signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
