using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Plays Entra from a script: each response answers one request, in order.</summary>
internal sealed class MockedEntra : HttpMessageHandler
{
    public const string Tenant = "00000000-0000-0000-0000-00000000000a";
    public const string Scope = "https://api.partner.microsoft.com/.default";

    /// <summary>The members of a token response that name the user, as JSON.</summary>
    public static readonly string UserMembers = $"\"client_info\":\"{Encoded($$"""{"uid":"ada","utid":"{{Tenant}}"}""")}\",\"id_token\":\""
        + $"{Encoded("""{"alg":"none"}""")}.{Encoded($$"""{"oid":"ada","tid":"{{Tenant}}","sub":"ada"}""")}.\"";

    private readonly Queue<(HttpStatusCode Status, string Body, string MediaType)> _responses = new();
    private readonly List<(string Path, IReadOnlyDictionary<string, string> Form)> _requests = [];

    /// <summary>Gets the address of the tenant; by default the public sign-in service.</summary>
    public string Address { get; init; } = $"https://login.microsoftonline.com/{Tenant}/";

    /// <summary>Gets the requests in order of arrival: path below the tenant, and form.</summary>
    public IReadOnlyList<(string Path, IReadOnlyDictionary<string, string> Form)> Requests => _requests;

    public IReadOnlyDictionary<string, string> Last => _requests[^1].Form;

    public static async Task<ReferralsAccessToken> AcquireAsync(
        ReferralsCredential credential, DateTimeOffset? newerThan = null, bool mayPrompt = true, string? claims = null) =>
        await credential.AcquireAsync(
            new ReferralsTokenRequest(Scope, newerThan, mayPrompt, claims), TestContext.Current.CancellationToken).ConfigureAwait(false);

    /// <summary>Issues a token for the application itself.</summary>
    public MockedEntra GivesApp(string token, int lifetime = 3600) => RespondsWith(HttpStatusCode.OK, new JsonObject
    {
        ["token_type"] = "Bearer",
        ["expires_in"] = lifetime,
        ["access_token"] = token,
    });

    /// <summary>Issues a token and a refresh token for a user.</summary>
    public MockedEntra GivesUser(string token, string refreshToken = "refresh-1", string user = "ada", int lifetime = 3600,
        string scope = Scope) =>
        RespondsWith(HttpStatusCode.OK, new JsonObject
        {
            ["token_type"] = "Bearer",
            ["expires_in"] = lifetime,
            ["access_token"] = token,
            ["scope"] = scope,
            ["refresh_token"] = refreshToken,
            ["id_token"] = Encoded("""{"alg":"none"}""")
            + "."
            + Encoded(
                $$"""{"oid":"{{user}}","tid":"{{Tenant}}","sub":"{{user}}","preferred_username":"{{user}}"""
                + """@contoso.example.com"}""")
            + ".",
            ["client_info"] = Encoded($$"""{"uid":"{{user}}","utid":"{{Tenant}}"}"""),
        });

    public MockedEntra GivesDeviceCode(int lifetime = 900) => RespondsWith(HttpStatusCode.OK, new JsonObject
    {
        ["device_code"] = "device-code",
        ["user_code"] = "ABCD-EFGH",
        ["verification_uri"] = "https://microsoft.example.com/devicelogin",
        ["expires_in"] = lifetime,
        ["interval"] = 1,
        ["message"] = "Open the page and enter the code.",
    });

    public MockedEntra Refuses(
        string error = "invalid_grant", string code = "AADSTS70000", HttpStatusCode status = HttpStatusCode.BadRequest) =>
        RespondsWith(status, new JsonObject
        {
            ["error"] = error,
            ["error_description"] = $"{code}: Refused.",
        });

    /// <summary>Responds with any body.</summary>
    public MockedEntra RespondsWith(string body, string mediaType = "application/json", HttpStatusCode status = HttpStatusCode.OK)
    {
        _responses.Enqueue((status, body, mediaType));
        return this;
    }

    /// <summary>Drops the responses that no request has taken.</summary>
    public void Forget() => _responses.Clear();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        Assert.StartsWith(Address, request.RequestUri!.AbsoluteUri, StringComparison.Ordinal);
        _requests.Add((request.RequestUri.AbsolutePath[(Tenant.Length + 2)..],
            body.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1].Replace('+', ' ')))));
        if (request.Method == HttpMethod.Get)
        {
            return new HttpResponseMessage(HttpStatusCode.OK); // A diagnosis asks whether the tenant exists.
        }

        (HttpStatusCode status, string answer, string mediaType) = _responses.Count > 0
            ? _responses.Dequeue()
            : throw new InvalidOperationException("A request to Entra that the test does not expect.");
        return new HttpResponseMessage(status) { Content = new StringContent(answer, Encoding.UTF8, mediaType) };
    }

    private static string Encoded(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private MockedEntra RespondsWith(HttpStatusCode status, JsonObject body) => RespondsWith(body.ToJsonString(), status: status);
}
