using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests on the wire that a proxy of the options or of the settings gets the requests to the service and to Entra.</summary>
public sealed class ProxyOptionTests : IAsyncLifetime
{
    private readonly RawServer _proxy = new(RawServer.Response("502 Bad Gateway", ""));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private WebProxy Proxy => new(new Uri(_proxy.Address, "/"));

    private IEnumerable<string> Targets => _proxy.Requests.Select(head => head[..head.IndexOf(" HTTP/", StringComparison.Ordinal)]);

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => _proxy.DisposeAsync();

    [Fact]
    public async Task The_proxy_of_the_settings_gets_the_requests_to_Entra_and_to_the_service()
    {
        IConfiguration settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["TenantId"] = "contoso.onmicrosoft.com",
            ["ClientId"] = "11111111-2222-3333-4444-555555555555",
            ["RefreshToken"] = "refresh-token",
            ["MaxAttempts"] = "1",
            ["Proxy"] = $"http://{new Uri(_proxy.Address, "/").Authority}",
        }).Build();
        ServiceCollection services = new();
        services.AddPartnerCenterReferrals(settings);
        services.AddPartnerCenterReferrals("known-token", settings);
        services.Configure<ReferralsClientOptions>("known-token", options => options.Credential = Token);
        await using ServiceProvider provider = services.BuildServiceProvider();

        await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => GetAsync(provider.GetRequiredService<IReferralsClient>()));
        await Assert.ThrowsAsync<ReferralsException>(() => GetAsync(provider.GetRequiredKeyedService<IReferralsClient>("known-token")));

        Assert.Equal(["CONNECT login.microsoftonline.com:443", "CONNECT api.partner.microsoft.com:443"], Targets);
    }

    [Fact]
    public async Task The_proxy_of_the_options_gets_the_requests()
    {
        using ReferralsClient service = ReferralsClient.Create(new() { Credential = Token, MaxAttempts = 1, Proxy = Proxy });
        using ReferralsClient entra = ReferralsClient.Create(new() { Credential = Secret(new() { Proxy = Proxy }), MaxAttempts = 1 });

        await Assert.ThrowsAsync<ReferralsException>(() => GetAsync(service));
        await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => GetAsync(entra));

        Assert.Equal(["CONNECT api.partner.microsoft.com:443", "CONNECT login.microsoftonline.com:443"], Targets);
    }

    [Fact]
    public void A_proxy_for_everything_is_none_for_this_machine()
    {
        ProxyExceptForThisMachine proxy = new(new ProxyForAll(new Uri(_proxy.Address, "/")));

        Assert.Equal((true, null), (proxy.IsBypassed(new("http://127.0.0.1:1/")), proxy.GetProxy(new("http://127.0.0.1:1/"))));
        Assert.Equal(new Uri(_proxy.Address, "/"), proxy.GetProxy(new("https://example.com/")));
        Assert.False(proxy.IsBypassed(new("https://example.com/")));
    }

    [Theory]
    [InlineData("http://127.0.0.1:5000/v1.0/engagements/referrals", "https://api.partnercenter.microsoft.com/webhooks/v1/registration")]
    [InlineData("https://api.partner.microsoft.com/v1.0/engagements/referrals", "http://127.0.0.1:5000/webhooks/v1/registration")]
    public async Task Each_request_decides_if_only_one_of_the_two_addresses_is_on_this_machine(string endpoint, string registration)
    {
        await using RawServer local = new(RawServer.Response("200 OK\r\nContent-Type: application/json", ReferralJson.Full));
        Uri OnServer(string address) => new(address.Replace(
            "http://127.0.0.1:5000", local.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal));
        ServiceCollection services = new();
        services.AddPartnerCenterReferrals(options =>
        {
            options.Endpoint = OnServer(endpoint);
            options.WebhookRegistrationEndpoint = OnServer(registration);
            options.Credential = Token;
            options.MaxAttempts = 1;
            options.Proxy = Proxy;
        });
        await using ServiceProvider provider = services.BuildServiceProvider();

        await Record.ExceptionAsync(() => GetAsync(provider.GetRequiredService<IReferralsClient>()));
        await Record.ExceptionAsync(
            () => provider.GetRequiredService<ReferralWebhookRegistrations>().GetAsync(cancellationToken: Cancellation));

        Assert.Single(local.Requests);
        Assert.StartsWith("CONNECT api.partner", Assert.Single(Targets), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_proxy_gets_no_request_to_this_machine()
    {
        await using RawServer service = new(RawServer.Response("200 OK\r\nContent-Type: application/json", ReferralJson.Full));
        await using RawServer entra = new(RawServer.Response("400 Bad Request", """{ "error": "invalid_client" }"""));
        using ReferralsClient known = ReferralsClient.Create(new() { Credential = Token, Endpoint = service.Address, Proxy = Proxy });
        using ReferralsClient signingIn = ReferralsClient.Create(new()
        {
            Credential = Secret(new() { AuthorityHost = new Uri(entra.Address, "/"), Proxy = Proxy }),
            Endpoint = service.Address,
            Proxy = Proxy,
        });

        await GetAsync(known);
        await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => GetAsync(signingIn));

        Assert.Empty(_proxy.Requests);
        Assert.Single(service.Requests);
        Assert.NotEmpty(entra.Requests);
    }

    [Fact]
    public async Task A_handler_of_the_application_has_its_own_proxy()
    {
        await using RawServer other = new(RawServer.Response("502 Bad Gateway", ""));
        ServiceCollection services = new();
        services.AddPartnerCenterReferrals(options =>
        {
            options.Credential = Token;
            options.MaxAttempts = 1;
            options.Proxy = Proxy;
        }).UseSocketsHttpHandler((handler, _) => handler.Proxy = new WebProxy(new Uri(other.Address, "/")));
        await using ServiceProvider provider = services.BuildServiceProvider();

        await Assert.ThrowsAsync<ReferralsException>(() => GetAsync(provider.GetRequiredService<IReferralsClient>()));

        Assert.StartsWith("CONNECT api.partner.microsoft.com:443", Assert.Single(other.Requests), StringComparison.Ordinal);
        Assert.Empty(_proxy.Requests);
    }

    [Fact]
    public void Credentials_share_the_connections_of_a_proxy()
    {
        Uri authority = new("https://login.example.com"), local = new("https://127.0.0.1:1");
        WebProxy proxy = Proxy;

        Assert.Same(TokenHttpClientFactory.SharedHandlerFor(authority, proxy), TokenHttpClientFactory.SharedHandlerFor(authority, proxy));
        Assert.Same(TokenHttpClientFactory.SharedHandlerFor(local, proxy), TokenHttpClientFactory.SharedHandlerFor(local, null));
        Assert.NotSame(TokenHttpClientFactory.SharedHandlerFor(local, proxy), TokenHttpClientFactory.SharedHandlerFor(authority, proxy));
    }

    private static ReferralsCredential Token =>
        ReferralsCredential.FromTokenProvider((_, _) => new(new ReferralsAccessToken("token", DateTimeOffset.MaxValue)));

    private static ReferralsCredential Secret(ReferralsCredentialOptions options) =>
        ReferralsCredential.FromClientSecret("contoso.onmicrosoft.com", $"{Guid.NewGuid()}", "s", options);

    private static Task<Referral> GetAsync(IReferralsClient client) => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

    private sealed class ProxyForAll(Uri address) : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination) => address;

        public bool IsBypassed(Uri host) => false;
    }
}
