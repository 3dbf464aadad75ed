using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.Extensibility;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests signing in with a browser.</summary>
public sealed class AuthorizationCodeTests
{
    private const string Redirect = "http://localhost:53100/back?own=1";
    private static readonly string Verifier = new('v', 43);
    private static readonly string Challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    [Fact]
    public async Task MSAL_signs_in_with_a_custom_browser()
    {
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { PublicClient = true });
        using var factory = new EntraHttpClientFactory(client.Emulator);
        IPublicClientApplication app = PublicClientApplicationBuilder.Create(client.Emulator.ClientId).WithRedirectUri("http://localhost")
            .WithAuthority(EntraRequests.AuthorityOf(client)).WithInstanceDiscovery(false).WithHttpClientFactory(factory).Build();

        AuthenticationResult result =
            await app.AcquireTokenInteractive(EntraRequests.Scopes).WithCustomWebUi(new Browser(factory.GetHttpClient()))
            .ExecuteAsync(TestContext.Current.CancellationToken);

        Assert.Equal(client.Emulator.TenantId, result.TenantId);
        Assert.Equal(200, await EntraRequests.StatusAsync(client, result.AccessToken));
        RecordedRequest redeemed = Assert.Single(client.Emulator.Requests, request => request.IsTokenRequest);
        Assert.Contains("code_verifier=", redeemed.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MSAL_redeems_a_code_for_an_app_with_a_secret()
    {
        await using RawClient client = await RawClient.StartAsync();
        using var factory = new EntraHttpClientFactory(client.Emulator);
        IConfidentialClientApplication app = ConfidentialClientApplicationBuilder.Create(client.Emulator.ClientId)
            .WithClientSecret(client.Emulator.ClientSecret).WithRedirectUri("http://localhost:53100/signin")
            .WithAuthority(EntraRequests.AuthorityOf(client)).WithInstanceDiscovery(false).WithHttpClientFactory(factory).Build();
        Uri page = await app.GetAuthorizationRequestUrl(EntraRequests.Scopes).WithPkce(out string verifier)
            .ExecuteAsync(TestContext.Current.CancellationToken);
        Uri back = await new Browser(factory.GetHttpClient()).GoAsync(page, TestContext.Current.CancellationToken);
        string code = QueryHelpers.ParseQuery(back.Query)["code"].ToString();

        AuthenticationResult result = await app.AcquireTokenByAuthorizationCode(EntraRequests.Scopes, code).WithPkceCodeVerifier(verifier)
            .ExecuteAsync(TestContext.Current.CancellationToken);
        MsalServiceException again = await Assert.ThrowsAnyAsync<MsalServiceException>(() =>
            app.AcquireTokenByAuthorizationCode(EntraRequests.Scopes, code).WithPkceCodeVerifier(verifier)
                .ExecuteAsync(TestContext.Current.CancellationToken));

        Assert.Equal(200, await EntraRequests.StatusAsync(client, result.AccessToken));
        Assert.Contains("AADSTS54005", again.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_redirect_adds_code_and_state_to_the_query_of_the_redirect_URI()
    {
        await using RawClient client = await RawClient.StartAsync();

        RawResponse answer = await AuthorizeAsync(client, ("state", "a&b=c "), ("nonce", "once"));
        RawResponse token = await RedeemAsync(client, CodeOf(answer));

        Assert.Equal(302, answer.Status);
        Assert.StartsWith(Redirect + "&", answer.Headers["Location"], StringComparison.Ordinal);
        Dictionary<string, StringValues> query = QueryHelpers.ParseQuery(new Uri(answer.Headers["Location"]).Query);
        Assert.Equal("a&b=c ", query["state"].ToString());
        Assert.Equal("once", EntraRequests.ClaimsOf(token.Json["id_token"]!.GetValue<string>())["nonce"]!.GetValue<string>());
        Assert.Equal(200, await EntraRequests.StatusAsync(client, token.Json["access_token"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("openid offline_access https://api.fabrikam.example.com/.default", true)]
    [InlineData("openid https://api.fabrikam.example.com/.default", false)]
    public async Task A_refresh_token_is_issued_for_offline_access_only_and_remembers_its_scopes(string scopes, bool isIssued)
    {
        await using RawClient client = await RawClient.StartAsync();

        RawResponse answer = await RedeemAsync(client, CodeOf(await AuthorizeAsync(client, ("scope", scopes))));

        Assert.Equal((200, isIssued), (answer.Status, answer.Json.ContainsKey("refresh_token")));
        if (isIssued)
        {
            RawResponse refreshed = await client.TokenAsync(
                ("grant_type", "refresh_token"), ("client_id", client.Emulator.ClientId),
                ("client_secret", client.Emulator.ClientSecret), ("refresh_token", answer.Json["refresh_token"]!.GetValue<string>()));
            Assert.Equal(
                "https://api.fabrikam.example.com",
                EntraRequests.ClaimsOf(refreshed.Json["access_token"]!.GetValue<string>())["aud"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task The_code_can_be_returned_in_a_form_that_the_browser_posts()
    {
        await using RawClient client = await RawClient.StartAsync();

        RawResponse answer = await AuthorizeAsync(client, ("response_mode", "form_post"), ("state", "<\">"));

        Assert.Equal((200, "text/html; charset=utf-8"), (answer.Status, answer.Headers["Content-Type"]));
        Assert.Contains($"action=\"{Redirect}\"", answer.Text, StringComparison.Ordinal);
        Assert.Contains("name=\"state\" value=\"&lt;&quot;&gt;\"", answer.Text, StringComparison.Ordinal);
        Assert.Contains("name=\"code\"", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_is_redeemed_once_in_time_and_only_by_the_app_that_requested_it()
    {
        var clock = new FakeTimeProvider();
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { TimeProvider = clock });
        string code = CodeOf(await AuthorizeAsync(client));

        EntraRequests.AssertFault(await RedeemAsync(client, code, verifier: new string('x', 43)), 400, "invalid_grant", 501481);
        EntraRequests.AssertFault(await RedeemAsync(client, code, verifier: ""), 400, "invalid_grant", 501481);
        EntraRequests.AssertFault(await RedeemAsync(client, code, redirect: "http://localhost:53100/other"), 400, "invalid_client", 500112);
        EntraRequests.AssertFault(await RedeemAsync(client, "made up"), 400, "invalid_grant", 9002313);
        Assert.Equal(200, (await RedeemAsync(client, code)).Status);
        EntraRequests.AssertFault(await RedeemAsync(client, code), 400, "invalid_grant", 54005);
        string late = CodeOf(await AuthorizeAsync(client));
        clock.Advance(TimeSpan.FromMinutes(10));
        EntraRequests.AssertFault(await RedeemAsync(client, late), 400, "invalid_grant", 70008);
    }

    [Theory]
    [InlineData("client_id", "00000000-0000-0000-0000-000000000000", 700016)]
    [InlineData("client_id", "", 900144)]
    [InlineData("redirect_uri", "", 900144)]
    [InlineData("redirect_uri", "https://contoso.example.com/signin", 50011)]
    [InlineData("redirect_uri", "/relative", 50011)]
    public async Task A_request_with_an_untrusted_redirect_URI_is_refused_without_a_redirect(string name, string value, int code)
    {
        await using RawClient client = await RawClient.StartAsync();

        RawResponse answer = await AuthorizeAsync(client, (name, value));

        Assert.Equal(400, answer.Status);
        Assert.Equal("text/html; charset=utf-8", answer.Headers["Content-Type"]);
        Assert.Contains($"<p>AADSTS{code}: ", answer.Text, StringComparison.Ordinal);
        Assert.False(answer.Headers.ContainsKey("Location"));
    }

    [Fact]
    public async Task A_page_shows_a_refused_address_as_text()
    {
        await using RawClient client = await RawClient.StartAsync();

        RawResponse answer = await AuthorizeAsync(client, ("redirect_uri", "<script>alert(1)</script>"));

        Assert.Equal(400, answer.Status);
        Assert.DoesNotContain("<script>", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "http://localhost:8400", "http://localhost:8400", true)]
    [InlineData(false, "http://localhost:8400", "http://localhost:8400/", true)]
    [InlineData(false, "http://localhost:8400", "http://localhost:8401", false)]
    [InlineData(false, "http://localhost", "http://localhost:8400", false)]
    [InlineData(false, "http://localhost:8400/signin", "http://localhost:8400", false)]
    [InlineData(false, "http://localhost:8400", "http://127.0.0.1:8400", false)]
    [InlineData(false, "https://contoso.example.com/signin", "https://contoso.example.com/signin", true)]
    [InlineData(true, "http://localhost", "http://localhost:8400", true)]
    [InlineData(true, "http://localhost:1/signin", "http://localhost:8400/signin", true)]
    [InlineData(true, "http://localhost/signin", "http://localhost:8400/Signin", false)]
    [InlineData(true, "http://localhost", "http://127.0.0.1:8400", false)]
    [InlineData(true, "https://contoso.example.com/signin", "https://contoso.example.com:8400/signin", false)]
    public async Task A_registered_address_is_compared_and_its_port_for_confidential_clients_only(
        bool isPublic, string registered, string address, bool isAccepted)
    {
        await using RawClient client = await RawClient.StartAsync(
            new ReferralsEmulatorOptions
            {
                PublicClient = isPublic,
                RedirectUris = [new Uri("http://localhost/other"), new Uri(registered)],
            });

        RawResponse answer = await AuthorizeAsync(client, ("redirect_uri", address));

        Assert.Equal(isAccepted ? 302 : 400, answer.Status);
        Assert.Equal(!isAccepted, answer.Text.Contains("AADSTS50011", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_registered_address_must_be_absolute() => await Assert.ThrowsAsync<ArgumentException>(
        () => RawClient.StartAsync(new ReferralsEmulatorOptions { RedirectUris = [new Uri("/signin", UriKind.Relative)] }));

    [Theory]
    [InlineData("response_type", "token", "unsupported_response_type", 700054)]
    [InlineData("response_mode", "fragment", "invalid_request", 70007)]
    [InlineData("code_challenge_method", "plain", "invalid_request", 501491)]
    [InlineData("code_challenge", "short", "invalid_request", 501491)]
    [InlineData("scope", "", "invalid_request", 900144)]
    public async Task Other_errors_are_returned_in_the_redirect(string name, string value, string error, int code)
    {
        await using RawClient client = await RawClient.StartAsync();

        RawResponse answer = await AuthorizeAsync(client, (name, value), ("state", "s"));

        Assert.Equal(302, answer.Status);
        Dictionary<string, StringValues> query = QueryHelpers.ParseQuery(new Uri(answer.Headers["Location"]).Query);
        Assert.Equal((error, "s"), (query["error"].ToString(), query["state"].ToString()));
        Assert.StartsWith($"AADSTS{code}: ", query["error_description"].ToString(), StringComparison.Ordinal);
        Assert.False(query.ContainsKey("code"));
    }

    private static async Task<RawResponse> AuthorizeAsync(RawClient client, params (string Name, string Value)[] changes)
    {
        var query = new Dictionary<string, string?>
        {
            ["client_id"] = client.Emulator.ClientId,
            ["response_type"] = "code",
            ["redirect_uri"] = Redirect,
            ["scope"] = "openid offline_access " + EntraRequests.Scope,
            ["code_challenge"] = Challenge,
            ["code_challenge_method"] = "S256",
        };
        foreach ((string name, string value) in changes)
        {
            query[name] = value;
        }

        using var http = new HttpClient(client.Emulator.CreateEntraHandler());
        string page = QueryHelpers.AddQueryString($"{EntraRequests.AuthorityOf(client)}/oauth2/v2.0/authorize", query);
        using HttpResponseMessage response = await http.GetAsync(new Uri(page), TestContext.Current.CancellationToken);
        Dictionary<string, string> headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new RawResponse(
            (int)response.StatusCode, headers, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static string CodeOf(RawResponse answer) =>
        QueryHelpers.ParseQuery(new Uri(answer.Headers["Location"]).Query)["code"].ToString();

    private static Task<RawResponse> RedeemAsync(RawClient client, string code, string? verifier = null, string redirect = Redirect) =>
        client.TokenAsync(
            ("grant_type", "authorization_code"), ("client_id", client.Emulator.ClientId), ("client_secret", client.Emulator.ClientSecret),
            ("code", code), ("redirect_uri", redirect), ("code_verifier", verifier ?? Verifier), ("scope", EntraRequests.Scope));

    /// <summary>Simulates a browser that opens a page of the emulated Entra and stops at the redirect.</summary>
    private sealed class Browser(HttpClient http) : ICustomWebUi
    {
        public Task<Uri> AcquireAuthorizationCodeAsync(Uri authorizationUri, Uri redirectUri, CancellationToken cancellationToken) =>
            GoAsync(authorizationUri, cancellationToken);

        public async Task<Uri> GoAsync(Uri page, CancellationToken cancellationToken)
        {
            using HttpResponseMessage response = await http.GetAsync(page, cancellationToken);
            Assert.Equal(System.Net.HttpStatusCode.Found, response.StatusCode);
            return response.Headers.Location!;
        }
    }
}
