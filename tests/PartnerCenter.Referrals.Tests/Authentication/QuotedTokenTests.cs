using static PartnerCenter.Referrals.Tests.PlantedText;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Tests that no exception, log line or diagnosis repeats what .NET and MSAL quote of a malformed token response, over real connections.
/// </summary>
public sealed class QuotedTokenTests
{
    private const string Tokens =
        $$"""{"token_type":"Bearer","expires_in":3600,"access_token":"{{AccessToken}}","refresh_token":"{{RefreshToken}}"}""";

    private const string Chunked = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Malformed()
    {
        Dictionary<string, string> answers = new()
        {
            ["chunk size"] = $"{Chunked}{Tokens}\r\n",
            ["chunk end"] = $"{Chunked}2\r\n{{}}{Tokens}\r\n0\r\n\r\n",
            ["trailer"] = $"{Chunked}2\r\n{{}}\r\n0\r\n{Tokens.Replace(':', '=')}\r\n\r\n",
            ["header line"] = $"HTTP/1.1 200 OK\r\n{Tokens.Replace(':', '=')}\r\n\r\n",
            ["status line"] = $"{Tokens}\r\n\r\n",
            ["error with a bad chunk"] = $"{Chunked.Replace("200 OK", "400 No", StringComparison.Ordinal)}{Tokens}\r\n",
            ["503 with a bad chunk"] = $"{Chunked.Replace("200 OK", $"503 {AccessToken}", StringComparison.Ordinal)}{Tokens}\r\n",
            ["broken JSON"] = $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{Tokens[..^2]}\\q\"",
            ["other JSON"] = $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[{Tokens}]",
            ["wrong types"] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
                + Tokens.Replace("3600", $"\"{AccessToken}\"", StringComparison.Ordinal),
            ["bad id token"] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
                + $$"""{"id_token":"{{AccessToken}}","client_info":"{{RefreshToken}}",{{Tokens[1..]}}""",
        };
        TheoryData<string, string> data = [];
        foreach (string kind in Kinds)
        {
            foreach ((string place, string answer) in answers)
            {
                data.Add($"{kind}, {place}", answer);
            }
        }

        return data;
    }

    private static string[] Kinds => ["secret", "refresh", "public refresh", "assertion", "user", "device"];

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task A_malformed_token_response_is_not_quoted(string kindAndPlace, string answer)
    {
        await using RawServer entra = new(answer);
        using Redirected handler = new(entra.Address);
        using MockedService service = new();
        Uri endpoint = new($"https://{Guid.NewGuid()}.example.com/r");
        using PlantedText planted = new(endpoint);
        ReferralsClient client = service.Client(options =>
        {
            options.Endpoint = endpoint;
            options.Credential = Credential(kindAndPlace.Split(',')[0], handler);
            options.MaxAttempts = 2;
            options.LoggerFactory = planted;
        });
        Func<Task>[] calls =
        [
            () => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation),
            () => client.CreateAsync(Drafts.Minimal, cancellationToken: Cancellation),
        ];

        foreach (Func<Task> call in calls)
        {
            RequireAbsent(await Record.ExceptionAsync(call) ?? throw new InvalidOperationException("The call got a token."));
        }

        Assert.Empty(service.Sent);
        RequireAbsent((await client.DiagnoseAsync(cancellationToken: Cancellation)).ToString());
        planted.RequireSilence();
    }

    [Fact]
    public async Task The_kind_of_the_failure_stays_visible()
    {
        await using RawServer entra = new($"{Chunked}{Tokens}\r\n");
        using Redirected handler = new(entra.Address);

        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => MockedEntra.AcquireAsync(Credential("refresh", handler)));

        Assert.True(failure.IsTransient);
        Assert.Equal("The sign-in service could not be reached (InvalidResponse).", failure.Finding);
        HttpRequestException cause = Assert.IsType<HttpRequestException>(failure.InnerException);
        Assert.Equal(HttpRequestError.InvalidResponse, cause.HttpRequestError);
        Assert.Equal(HttpRequestError.InvalidResponse, Assert.IsType<HttpIOException>(cause.InnerException).HttpRequestError);
        Assert.Contains(" at System.Net.Http.", cause.ToString(), StringComparison.Ordinal);
    }

    private static ReferralsCredential Credential(string kind, HttpMessageHandler handler)
    {
        const string tenant = MockedEntra.Tenant;
        string client = $"{Guid.NewGuid()}";
        ReferralsCredentialOptions options = new() { HttpMessageHandler = handler };
        return kind switch
        {
            "secret" => ReferralsCredential.FromClientSecret(tenant, client, "planted-secret", options),
            "assertion" => ReferralsCredential.FromAssertion(tenant, client, _ => new("planted-assertion"), options),
            "refresh" => ReferralsCredential.FromRefreshToken(tenant, client, "planted-secret", RefreshToken, options),
            "public refresh" => ReferralsCredential.FromRefreshToken(tenant, client, null, RefreshToken, options),
            "user" => ReferralsCredential.FromUserAssertion(tenant, client, "planted-secret", _ => new("planted-assertion"), options),
            _ => ReferralsCredential.FromDeviceCode(tenant, client, (_, _) => Task.CompletedTask, options),
        };
    }

    // MSAL refuses plain http, so its requests are sent to the loopback address beneath it.
    private sealed class Redirected(Uri address) : DelegatingHandler(new SocketsHttpHandler { UseProxy = false })
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(address, request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
