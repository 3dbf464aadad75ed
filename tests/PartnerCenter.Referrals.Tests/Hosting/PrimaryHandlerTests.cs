using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that no primary handler takes a request or its token elsewhere: the client's own, and those of an application.</summary>
public sealed class PrimaryHandlerTests
{
    private readonly ServiceCollection _services = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_proxy_of_the_application_stays_and_redirects_and_cookies_are_off(bool forAll)
    {
        WebProxy proxy = new("http://proxy.contoso.example.com:8080");
        void Set(IHttpClientBuilder builder) => builder.UseSocketsHttpHandler((pool, _) => pool.Proxy = proxy);
        if (forAll)
        {
            _services.ConfigureHttpClientDefaults(Set);
        }

        IHttpClientBuilder own = _services.AddPartnerCenterReferrals(options => options.Credential = Tokens());
        if (!forAll)
        {
            Set(own);
        }

        SocketsHttpHandler pool = Pool();
        Assert.Same(proxy, pool.Proxy);
        Assert.Equal((false, false), (pool.AllowAutoRedirect, pool.UseCookies));
    }

    public static TheoryData<string, bool> HandlersAlsoWrapped => new()
    {
        { nameof(SocketsHttpHandler), false }, { nameof(HttpClientHandler), false },
        { nameof(SocketsHttpHandler), true }, { nameof(HttpClientHandler), true },
    };

    [Theory, MemberData(nameof(HandlersAlsoWrapped))]
    public async Task A_primary_handler_of_the_builder_follows_no_redirect(string type, bool isWrapped)
    {
        await using RawServer other = new(RawServer.Response("200 OK\r\nContent-Type: application/json", ReferralJson.Full));
        await using RawServer server = new(RawServer.Response($"307 Moved\r\nLocation: {other.Address}", ""));
        HttpMessageHandler network = NewHandler(type, followsRedirects: true);
        using HttpMessageHandler handler = isWrapped ? new Marking("X-Wrapped") { InnerHandler = network } : network;
        _services.AddPartnerCenterReferrals(options => (options.Credential, options.Endpoint) = (Tokens(), server.Address))
            .ConfigurePrimaryHttpMessageHandler(() => handler);
        await using ServiceProvider provider = _services.BuildServiceProvider();

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(() => provider
            .GetRequiredService<IReferralsClient>().CreateAsync(Drafts.Minimal, cancellationToken: Cancellation));

        Assert.Equal(HttpStatusCode.TemporaryRedirect, failure.StatusCode);
        Assert.Single(server.Requests);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task The_clients_own_handler_may_be_wrapped()
    {
        await using RawServer server = new(RawServer.Response("200 OK\r\nContent-Type: application/json", ReferralJson.Full));
        _services.Configure<HttpClientFactoryOptions>("PartnerCenter.Referrals", factory => factory.HttpMessageHandlerBuilderActions.Add(
            handlers => handlers.PrimaryHandler = new Marking("X-Wrapped") { InnerHandler = handlers.PrimaryHandler }));
        _services.AddPartnerCenterReferrals(options => (options.Credential, options.Endpoint) = (Tokens(), server.Address));
        await using ServiceProvider provider = _services.BuildServiceProvider();

        await provider.GetRequiredService<IReferralsClient>().GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        Assert.Contains("X-Wrapped: 1", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public void Redirects_that_the_application_turns_on_for_all_clients_stay_off()
    {
        _services.ConfigureHttpClientDefaults(all => all.UseSocketsHttpHandler(
            (pool, _) => (pool.AllowAutoRedirect, pool.UseCookies) = (true, true)));
        _services.AddPartnerCenterReferrals(options => options.Credential = Tokens());

        SocketsHttpHandler pool = Pool();

        Assert.Equal((false, false), (pool.AllowAutoRedirect, pool.UseCookies));
    }

    [Fact]
    public async Task A_handler_in_use_with_the_systems_proxy_serves_no_endpoint_on_this_machine()
    {
        await using RawServer server = new(RawServer.Response("200 OK\r\nContent-Type: application/json", ReferralJson.Full));
        using SocketsHttpHandler shared = new() { AllowAutoRedirect = false, UseCookies = false };
        await Record.ExceptionAsync(() => UseAsync(shared, server.Address)); // Wherever the system's proxy leads.
        await using ServiceProvider provider = ClientsOver(shared, server.Address);

        InvalidOperationException refusal = Assert.Throws<InvalidOperationException>(
            () => provider.GetRequiredKeyedService<IReferralsClient>("contoso"));
        Assert.Contains("UseProxy too for an endpoint on this machine", refusal.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Handlers))]
    public async Task A_shared_handler_takes_no_client_to_the_proxy_of_another(string type)
    {
        await using RawServer proxy = new(RawServer.Response("502 Bad Gateway", ""));
        await using RawServer service = new(RawServer.Response("200 OK\r\nContent-Type: application/json", ReferralJson.Full));
        using HttpMessageHandler shared = NewHandler(type, followsRedirects: true);
        _services.ConfigureHttpClientDefaults(all => all.ConfigurePrimaryHttpMessageHandler(() => shared));
        _services.AddPartnerCenterReferrals("live", (_, options) => (options.Credential, options.Proxy) =
            (Tokens(), new WebProxy(new Uri(proxy.Address, "/"))));
        _services.AddPartnerCenterReferrals("local", (_, options) => (options.Credential, options.Endpoint) = (Tokens(), service.Address));
        await using ServiceProvider provider = _services.BuildServiceProvider();
        provider.GetRequiredKeyedService<IReferralsClient>("live");

        await provider.GetRequiredKeyedService<IReferralsClient>("local").GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        Assert.Single(service.Requests);
        Assert.Empty(proxy.Requests);
    }

    public static TheoryData<string> Handlers => [nameof(SocketsHttpHandler), nameof(HttpClientHandler)];

    [Theory, MemberData(nameof(Handlers))]
    public async Task Two_clients_share_one_primary_handler_of_the_application(string type)
    {
        await using RawServer server = new(RawServer.Response("200 OK\r\nContent-Type: application/json", ReferralJson.Full));
        using HttpMessageHandler shared = NewHandler(type, followsRedirects: true);
        await using ServiceProvider provider = ClientsOver(shared, server.Address);

        foreach (string key in (string[])["contoso", "fabrikam"])
        {
            IReferralsClient client = provider.GetRequiredKeyedService<IReferralsClient>(key);
            Assert.Equal(ReferralJson.Id, (await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation)).Id);
        }

        Assert.Equal(2, server.Requests.Count);
    }

    [Theory, MemberData(nameof(Handlers))]
    public async Task A_handler_that_others_have_used_serves_a_client_if_it_follows_no_redirects(string type)
    {
        await using RawServer server = new(RawServer.Response("200 OK\r\nContent-Type: application/json", ReferralJson.Full));
        using HttpMessageHandler shared = NewHandler(type, followsRedirects: false);
        await UseAsync(shared, server.Address);
        await using ServiceProvider provider = ClientsOver(shared, server.Address);

        await provider.GetRequiredKeyedService<IReferralsClient>("contoso").GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        Assert.Contains("Authorization: Bearer t\r\n", server.Requests[1], StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Handlers))]
    public async Task A_handler_that_others_have_used_and_that_follows_redirects_is_refused_with_a_remedy(string type)
    {
        await using RawServer server = new(RawServer.Response("200 OK", "{}"));
        using HttpMessageHandler shared = NewHandler(type, followsRedirects: true);
        await UseAsync(shared, server.Address);
        await using ServiceProvider provider = ClientsOver(shared, server.Address);

        InvalidOperationException refusal = Assert.Throws<InvalidOperationException>(
            () => provider.GetRequiredKeyedService<IReferralsClient>("contoso"));

        Assert.StartsWith(
            $"The ReferralsClient with the key 'contoso' cannot use the application's primary handler ({type}), because ", refusal.Message,
            StringComparison.Ordinal);
        Assert.Contains("Set AllowAutoRedirect and UseCookies to false", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_word_of_the_application_the_pool_is_that_of_a_client_without_a_container()
    {
        _services.AddPartnerCenterReferrals(options => options.Credential = Tokens());

        SocketsHttpHandler pool = Pool(), alone = ReferralsTransport.NewSocketsHandler();
        Assert.Equal(
            (alone.PooledConnectionLifetime, alone.ConnectTimeout, alone.AutomaticDecompression, alone.AllowAutoRedirect, alone.UseCookies),
            (pool.PooledConnectionLifetime, pool.ConnectTimeout, pool.AutomaticDecompression, pool.AllowAutoRedirect, pool.UseCookies));
        Assert.Equal(TimeSpan.FromMinutes(5), pool.PooledConnectionLifetime);
    }

    private static ReferralsCredential Tokens() => ReferralsCredential.FromTokenProvider(
        (_, _) => new(new ReferralsAccessToken("t", DateTimeOffset.UtcNow.AddHours(1))));

    private static HttpMessageHandler NewHandler(string type, bool followsRedirects) => type == nameof(HttpClientHandler)
        ? new HttpClientHandler { UseProxy = false, AllowAutoRedirect = followsRedirects, UseCookies = followsRedirects }
        : new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = followsRedirects, UseCookies = followsRedirects };

    private static async Task UseAsync(HttpMessageHandler handler, Uri address)
    {
        using HttpMessageInvoker other = new(handler, disposeHandler: false);
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        using HttpResponseMessage response = await other.SendAsync(request, Cancellation);
    }

    private ServiceProvider ClientsOver(HttpMessageHandler shared, Uri endpoint)
    {
        _services.ConfigureHttpClientDefaults(all => all.ConfigurePrimaryHttpMessageHandler(() => shared));
        foreach (string key in (string[])["contoso", "fabrikam"])
        {
            _services.AddPartnerCenterReferrals(key, options => (options.Endpoint, options.Credential) = (endpoint, Tokens()));
        }

        return _services.BuildServiceProvider();
    }

    private SocketsHttpHandler Pool()
    {
        using ServiceProvider provider = _services.BuildServiceProvider();
        HttpMessageHandler handler = provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler("PartnerCenter.Referrals");
        while (handler is DelegatingHandler { InnerHandler: { } inner })
        {
            handler = inner;
        }

        return Assert.IsType<SocketsHttpHandler>(handler);
    }

    private sealed class Marking(string name) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add(name, "1");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
