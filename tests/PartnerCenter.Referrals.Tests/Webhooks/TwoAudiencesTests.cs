using System.Net;
using System.Text;

namespace PartnerCenter.Referrals.Tests.Webhooks;

/// <summary>
/// Tests that one credential, whose refresh token changes with each use, serves the referrals and the registration of webhooks, and that
/// neither host ever gets the other's token.
/// </summary>
public sealed class TwoAudiencesTests : IDisposable
{
    private const string Challenge =
        "Bearer error=\"insufficient_claims\", claims=\"eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZX19fQ==\"";

    private readonly RotatingEntra _entra = new();
    private readonly TwoHosts _hosts = new();
    private readonly List<string> _stored = [];
    private readonly ReferralsClient _client;
    private readonly ReferralWebhookRegistrations _registrations;

    public TwoAudiencesTests()
    {
        ReferralsClientOptions options = new()
        {
            Credential = ReferralsCredential.FromRefreshToken(
                MockedEntra.Tenant, $"{Guid.NewGuid()}", "s",
                new CallbackRefreshTokenStore(_ => new(_stored.LastOrDefault()), (token, _) =>
                {
                    _stored.Add(token);
                    return default;
                }),
                "refresh-0",
                new ReferralsCredentialOptions { HttpMessageHandler = _entra, HandleClaimsChallenges = true }),
            RetryDelay = TimeSpan.Zero,
        };
        _client = ReferralsClient.Create(options, _hosts);
        _registrations = ReferralWebhookRegistrations.Create(options, _hosts);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _registrations.Dispose();
        _hosts.Dispose();
        _entra.Dispose();
    }

    [Fact]
    public async Task Each_host_gets_its_own_tokens_over_renewals_and_challenges()
    {
        await CallBothAsync();
        _hosts.Refuse(challenge: null);
        await CallBothAsync();
        _hosts.Refuse(Challenge);
        await CallBothAsync();
        await CallBothAsync();

        Assert.Equal(
            [
                "api.partner.microsoft.com referrals-1", "api.partnercenter.microsoft.com webhooks-2",
                "api.partner.microsoft.com referrals-1", "api.partner.microsoft.com referrals-3",
                "api.partnercenter.microsoft.com webhooks-2", "api.partnercenter.microsoft.com webhooks-4",
                "api.partner.microsoft.com referrals-3", "api.partner.microsoft.com referrals-5-with-claims",
                "api.partnercenter.microsoft.com webhooks-4", "api.partnercenter.microsoft.com webhooks-6-with-claims",
                "api.partner.microsoft.com referrals-5-with-claims", "api.partnercenter.microsoft.com webhooks-6-with-claims",
            ],
            _hosts.Requests);
        Assert.Equal(["refresh-1", "refresh-2", "refresh-3", "refresh-4", "refresh-5", "refresh-6"], _stored);
        Assert.Empty(_entra.Refused);
    }

    [Fact]
    public async Task Calls_to_both_hosts_at_once_use_each_refresh_token_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(
            () => number % 2 == 0
                ? _client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation)
                : (Task)_registrations.GetAsync(cancellationToken: Cancellation),
            Cancellation)));

        Assert.Equal(20, _hosts.Requests.Count);
        Assert.All(_hosts.Requests, request => Assert.StartsWith(
            request.StartsWith("api.partner.", StringComparison.Ordinal)
                ? "api.partner.microsoft.com referrals-"
                : "api.partnercenter.microsoft.com webhooks-",
            request,
            StringComparison.Ordinal));
        Assert.Equal(["refresh-1", "refresh-2"], _stored);
        Assert.Empty(_entra.Refused);
    }

    private async Task CallBothAsync()
    {
        await _client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        await _registrations.GetAsync(cancellationToken: Cancellation);
    }

    /// <summary>Issues tokens named by their audience, and a new refresh token each time. The one before is then refused.</summary>
    private sealed class RotatingEntra : HttpMessageHandler
    {
        private readonly Lock _lock = new();
        private int _last;

        public List<string> Refused { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Dictionary<string, string> form = (await request.Content!.ReadAsStringAsync(cancellationToken)).Split('&')
                .Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1].Replace('+', ' ')));
            string audience = form["scope"].Contains("https://api.partnercenter.microsoft.com/.default", StringComparison.Ordinal)
                ? "webhooks"
                : "referrals";
            lock (_lock)
            {
                if (form["refresh_token"] != $"refresh-{_last}")
                {
                    Refused.Add(form["refresh_token"]);
                    return MockedService.Response(
                        HttpStatusCode.BadRequest, new StringContent("""{"error":"invalid_grant","error_description":"AADSTS70000"}"""));
                }

                string claims = form.TryGetValue("claims", out string? required) && required.Contains("nbf", StringComparison.Ordinal)
                    ? "-with-claims"
                    : "";
                _last++;
                return MockedService.Response(HttpStatusCode.OK, new StringContent(
                    $$"""
                    {"token_type":"Bearer","expires_in":3600,"scope":"{{form["scope"]}}","access_token":"{{audience}}-{{_last}}{{claims}}",
                     "refresh_token":"refresh-{{_last}}",{{MockedEntra.UserMembers}}}
                    """,
                    Encoding.UTF8,
                    "application/json"));
            }
        }
    }

    /// <summary>Plays both APIs, and records which token came to which host.</summary>
    private sealed class TwoHosts : HttpMessageHandler
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<string, string?> _refusals = [];

        public List<string> Requests { get; } = [];

        /// <summary>Refuses the next token at each host, with or without a challenge.</summary>
        public void Refuse(string? challenge)
        {
            _refusals["api.partner.microsoft.com"] = challenge;
            _refusals["api.partnercenter.microsoft.com"] = challenge;
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            string host = request.RequestUri!.Host;
            lock (_lock)
            {
                Requests.Add($"{host} {request.Headers.Authorization!.Parameter}");
                if (_refusals.Remove(host, out string? challenge))
                {
                    return Task.FromResult(challenge is null
                        ? MockedService.Response(HttpStatusCode.Unauthorized, null)
                        : MockedService.Response(HttpStatusCode.Unauthorized, null, ("WWW-Authenticate", challenge)));
                }
            }

            string body = host == "api.partner.microsoft.com"
                ? ReferralJson.Full
                : """{"WebhookUrl":"https://contoso.example.com/","WebhookEvents":[]}""";
            return Task.FromResult(MockedService.Response(HttpStatusCode.OK, new StringContent(body)));
        }
    }
}
