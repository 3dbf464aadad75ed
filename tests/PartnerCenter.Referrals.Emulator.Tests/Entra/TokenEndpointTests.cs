using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace PartnerCenter.Referrals.Emulator.Tests;

public sealed class TokenEndpointTests
{
    private const string Scope = "https://api.partner.microsoft.com/.default";

    [Fact]
    public async Task An_app_only_token_response_has_no_user_members()
    {
        await using RawClient client = await RawClient.StartAsync();

        RawResponse answer = await client.TokenAsync(Form(client, "client_credentials", ("scope", Scope)));

        Assert.Equal(200, answer.Status);
        Assert.Equal(["token_type", "expires_in", "ext_expires_in", "access_token"], answer.Json.Select(member => member.Key));
        JsonObject claims = ClaimsOf(answer, "access_token");
        Assert.Equal("https://api.partner.microsoft.com", claims["aud"]!.GetValue<string>());
        Assert.Equal(client.Emulator.TenantId, claims["tid"]!.GetValue<string>());
        Assert.Equal(client.Emulator.ClientId, claims["appid"]!.GetValue<string>());
        Assert.False(claims.ContainsKey("scp"));
    }

    [Fact]
    public async Task A_user_token_response_rotates_the_refresh_token_and_keeps_the_old_one_valid()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using RawClient client = await RawClient.StartAsync(
            new ReferralsEmulatorOptions { TimeProvider = clock, TokenLifetime = TimeSpan.FromMinutes(10) });

        RawResponse first = await RefreshAsync(client, client.Emulator.RefreshToken);
        RawResponse rotated = await RefreshAsync(client, first.Json["refresh_token"]!.GetValue<string>());
        RawResponse again = await RefreshAsync(client, client.Emulator.RefreshToken);

        Assert.Equal([200, 200, 200], [first.Status, rotated.Status, again.Status]);
        Assert.Equal(
            3, new[] { first, rotated, again }.Select(answer => answer.Json["refresh_token"]!.GetValue<string>()).Distinct().Count());
        Assert.Equal(600, first.Json["expires_in"]!.GetValue<int>());
        JsonObject claims = ClaimsOf(first, "access_token");
        Assert.Equal(clock.GetUtcNow().AddMinutes(10).ToUnixTimeSeconds(), claims["exp"]!.GetValue<long>());
        Assert.Equal("user_impersonation", claims["scp"]!.GetValue<string>());
        Assert.Contains("mfa", claims["amr"]!.AsArray().Select(method => method!.GetValue<string>()));
        Assert.Equal(client.Emulator.ClientId, ClaimsOf(first, "id_token")["aud"]!.GetValue<string>());
        JsonNode clientInfo = JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(first.Json["client_info"]!.GetValue<string>()))!;
        Assert.Equal(client.Emulator.TenantId, clientInfo["utid"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_single_use_refresh_token_is_refused_the_second_time()
    {
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { RefreshTokensAreSingleUse = true });

        Assert.Equal(200, (await RefreshAsync(client, client.Emulator.RefreshToken)).Status);
        AssertFault(await RefreshAsync(client, client.Emulator.RefreshToken), 400, "invalid_grant", 50173);
    }

    [Fact]
    public async Task Revoked_refresh_tokens_are_refused_until_the_user_signs_in_again()
    {
        await using RawClient client = await RawClient.StartAsync();
        client.Emulator.RevokeRefreshTokens();

        AssertFault(await RefreshAsync(client, client.Emulator.RefreshToken), 400, "invalid_grant", 50173);
        Assert.Equal(200, (await RefreshAsync(client, client.Emulator.IssueRefreshToken())).Status);
    }

    [Fact]
    public async Task A_refresh_token_unused_for_90_days_is_refused()
    {
        var clock = new FakeTimeProvider();
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { TimeProvider = clock });
        clock.Advance(TimeSpan.FromDays(90) - TimeSpan.FromTicks(1));
        Assert.Equal(200, (await RefreshAsync(client, client.Emulator.RefreshToken)).Status);
        clock.Advance(TimeSpan.FromTicks(1));

        AssertFault(await RefreshAsync(client, client.Emulator.RefreshToken), 400, "invalid_grant", 700082);
    }

    [Fact]
    public async Task Errors_use_Entras_codes_and_contain_no_secret()
    {
        await using RawClient client = await RawClient.StartAsync();
        (string, string)[] form = Form(client, "client_credentials", ("scope", Scope));
        const string Secret = "a wrong secret";

        AssertFault(await client.TokenAsync(Replace(form, "client_secret", Secret)), 401, "invalid_client", 7000215, Secret);
        AssertFault(await client.TokenAsync(Replace(form, "client_secret", "")), 401, "invalid_client", 7000218);
        AssertFault(await client.TokenAsync(Replace(form, "client_id", Guid.Empty.ToString())), 400, "unauthorized_client", 700016);
        AssertFault(await client.TokenAsync(Replace(form, "client_id", "")), 400, "invalid_request", 900144);
        AssertFault(await client.TokenAsync(Replace(form, "grant_type", "")), 400, "invalid_request", 900144);
        AssertFault(await client.TokenAsync(Replace(form, "grant_type", "magic")), 400, "unsupported_grant_type", 70003);
        AssertFault(
            await client.TokenAsync(
                Replace(form, "scope", "https://api.partner.microsoft.com/user_impersonation")), 400, "invalid_scope", 1002012);
        AssertFault(await client.TokenAsync("fabrikam.example.com", null, form), 400, "invalid_request", 90002);
        AssertFault(await client.TokenAsync(), 400, "invalid_request", 900144);
        AssertFault(await client.TokenAsync(("grant_type", "refresh_token")), 400, "invalid_request", 900144);
        AssertFault(await client.TokenAsync("common", null, form), 400, "invalid_request", 90002);
        AssertFault(await RefreshAsync(client, "a made-up token"), 400, "invalid_grant", 9002313, "a made-up token");
    }

    [Fact]
    public async Task The_client_secret_may_be_sent_as_basic_authentication()
    {
        await using RawClient client = await RawClient.StartAsync();

        Assert.Equal(200, (await WithAsync(client.Emulator.ClientSecret)).Status);
        AssertFault(await WithAsync("wrong"), 401, "invalid_client", 7000215);

        Task<RawResponse> WithAsync(string secret) => client.TokenAsync(
            client.Emulator.TenantId,
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{client.Emulator.ClientId}:{secret}"))),
            ("grant_type", "client_credentials"), ("scope", Scope));
    }

    [Fact]
    public async Task A_public_client_needs_a_secret_for_client_credentials_only()
    {
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { PublicClient = true });
        (string, string) id = ("client_id", client.Emulator.ClientId);

        RawResponse user = await client.TokenAsync(
            id, ("grant_type", "refresh_token"), ("refresh_token", client.Emulator.RefreshToken), ("scope", Scope));
        RawResponse app = await client.TokenAsync(id, ("grant_type", "client_credentials"), ("scope", Scope));

        Assert.Equal(200, user.Status);
        AssertFault(app, 401, "invalid_client", 7000218);
    }

    /// <summary>RFC 6749, section 6. Libraries such as requests-oauthlib refresh a token without naming its scope.</summary>
    [Fact]
    public async Task A_refresh_without_a_scope_is_for_what_the_user_signed_in_for()
    {
        await using RawClient client = await RawClient.StartAsync();

        RawResponse first = await ScopelessAsync(client.Emulator.RefreshToken);
        RawResponse other = await client.TokenAsync(Form(
            client, "refresh_token", ("refresh_token", client.Emulator.RefreshToken),
            ("scope", "https://api.fabrikam.example.com/.default")));
        RawResponse next = await ScopelessAsync(other.Json["refresh_token"]!.GetValue<string>());

        Assert.Equal("https://api.partner.microsoft.com", ClaimsOf(first, "access_token")["aud"]!.GetValue<string>());
        Assert.Equal("https://api.partner.microsoft.com", ClaimsOf(next, "access_token")["aud"]!.GetValue<string>());
        Assert.Equal(200, await EntraRequests.StatusAsync(client, first.Json["access_token"]!.GetValue<string>()));

        Task<RawResponse> ScopelessAsync(string refreshToken) =>
            client.TokenAsync(Form(client, "refresh_token", ("refresh_token", refreshToken)));
    }

    [Fact]
    public async Task A_token_for_another_resource_is_issued_and_refused_by_the_service()
    {
        await using RawClient client = await RawClient.StartAsync();

        RawResponse answer = await client.TokenAsync(Form(
            client, "refresh_token", ("refresh_token", client.Emulator.RefreshToken),
            ("scope", "openid offline_access https://api.fabrikam.example.com/.default")));

        Assert.Equal("https://api.fabrikam.example.com", ClaimsOf(answer, "access_token")["aud"]!.GetValue<string>());
        Assert.Equal(401, (await client.SendAsync(
            HttpMethod.Get, "/v1.0/engagements/referrals", authorization: $"Bearer {answer.Json["access_token"]}")).Status);
    }

    [Fact]
    public async Task The_discovery_document_names_the_requested_host()
    {
        await using RawClient client = await RawClient.StartAsync();
        string path = $"/{client.Emulator.TenantId}/v2.0/.well-known/openid-configuration";
        using var asEntra = new HttpClient(client.Emulator.CreateEntraHandler());

        RawResponse direct = await client.SendAsync(HttpMethod.Get, path, authorization: "");
        string rewritten = await asEntra.GetStringAsync(
            new Uri("https://login.microsoftonline.com" + path), TestContext.Current.CancellationToken);
        RawResponse unknown = await client.SendAsync(
            HttpMethod.Get, "/fabrikam.example.com/v2.0/.well-known/openid-configuration", authorization: "");
        RawResponse wrongMethod = await client.SendAsync(
            HttpMethod.Get, $"/{client.Emulator.TenantId}/oauth2/v2.0/token", authorization: "");

        string tokenPath = $"/{client.Emulator.TenantId}/oauth2/v2.0/token";
        Assert.Equal(new Uri(client.Emulator.Endpoint, tokenPath).AbsoluteUri, direct.Json["token_endpoint"]!.GetValue<string>());
        Assert.Equal("https://login.microsoftonline.com" + tokenPath, JsonNode.Parse(rewritten)!["token_endpoint"]!.GetValue<string>());
        AssertFault(unknown, 400, "invalid_request", 90002);
        Assert.Equal(405, wrongMethod.Status);
    }

    private static Task<RawResponse> RefreshAsync(RawClient client, string refreshToken) =>
        client.TokenAsync(
            Form(client, "refresh_token", ("refresh_token", refreshToken), ("scope", $"openid profile offline_access {Scope}")));

    private static (string Name, string Value)[] Form(RawClient client, string grantType, params (string, string)[] more) =>
        [("grant_type", grantType), ("client_id", client.Emulator.ClientId), ("client_secret", client.Emulator.ClientSecret), .. more];

    private static (string, string)[] Replace((string Name, string Value)[] form, string name, string value) =>
        [.. form.Select(field => field.Name == name ? (name, value) : field)];

    private static void AssertFault(RawResponse answer, int status, string error, int code, string? neverRepeated = null)
    {
        Assert.Equal(status, answer.Status);
        Assert.Equal(error, answer.Json["error"]!.GetValue<string>());
        Assert.Equal(code, Assert.Single(answer.Json["error_codes"]!.AsArray())!.GetValue<int>());
        Assert.StartsWith($"AADSTS{code}: ", answer.Json["error_description"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.All(["timestamp", "trace_id", "correlation_id"], name => Assert.NotEmpty(answer.Json[name]!.GetValue<string>()));
        if (neverRepeated is not null)
        {
            Assert.DoesNotContain(neverRepeated, answer.Text, StringComparison.Ordinal);
        }
    }

    private static JsonObject ClaimsOf(RawResponse answer, string token)
    {
        string[] parts = answer.Json[token]!.GetValue<string>().Split('.');
        Assert.Equal(3, parts.Length);
        return JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1]))!.AsObject();
    }
}
