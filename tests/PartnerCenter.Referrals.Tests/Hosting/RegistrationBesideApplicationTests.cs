using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that a registration lives beside what an application sets for its clients, substitutes or registers twice.</summary>
public sealed class RegistrationBesideApplicationTests : IDisposable
{
    private readonly MockedService _service = new();
    private readonly ServiceCollection _services = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task A_second_registration_keeps_the_handlers_of_the_first_and_adds_its_options()
    {
        _services.AddPartnerCenterReferrals(options => options.Credential = Tokens())
            .ConfigurePrimaryHttpMessageHandler(() => _service.Handler)
            .AddHttpMessageHandler(() => new Marking("X-First"));
        _services.AddPartnerCenterReferrals(options => options.ApplicationName = "ContosoCrm/2.0")
            .AddHttpMessageHandler(() => new Marking("X-Second"));

        SentRequest sent = await SentAsync();

        Assert.Equal(("1", "1"), (sent.Headers["X-First"], sent.Headers["X-Second"]));
        Assert.StartsWith("ContosoCrm/2.0 ", sent.Headers["User-Agent"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_primary_handler_for_all_clients_is_used()
    {
        _services.ConfigureHttpClientDefaults(all => all.ConfigurePrimaryHttpMessageHandler(() => _service.Handler));
        _services.AddPartnerCenterReferrals(options => options.Credential = Tokens());

        Assert.Equal("GET", (await SentAsync()).Method);
    }

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

    [Theory, MemberData(nameof(Handlers))]
    public async Task A_primary_handler_of_the_builder_follows_no_redirect(string type)
    {
        await using RawServer other = new(RawServer.Response("200 OK\r\nContent-Type: application/json", ReferralJson.Full));
        await using RawServer server = new(RawServer.Response($"307 Moved\r\nLocation: {other.Address}", ""));
        using HttpMessageHandler handler = NewHandler(type, followsRedirects: true);
        _services.AddPartnerCenterReferrals(options => (options.Credential, options.Endpoint) = (Tokens(), server.Address))
            .ConfigurePrimaryHttpMessageHandler(() => handler);
        await using ServiceProvider provider = _services.BuildServiceProvider();

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(() => provider
            .GetRequiredService<IReferralsClient>().CreateAsync(Drafts.Minimal, cancellationToken: Cancellation));

        Assert.Equal(HttpStatusCode.TemporaryRedirect, failure.StatusCode);
        Assert.Single(server.Requests);
        Assert.Empty(other.Requests);
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
            $"The ReferralsClient with the key 'contoso' cannot use the primary handler of the application, a {type}: ", refusal.Message,
            StringComparison.Ordinal);
        Assert.Contains("Set its AllowAutoRedirect and UseCookies to false", refusal.Message, StringComparison.Ordinal);
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

    [Fact]
    public async Task ConfigureHttpClient_applies_except_for_the_address_and_the_timeout()
    {
        _services.ConfigureHttpClientDefaults(all => all.ConfigureHttpClient(http => http.DefaultRequestHeaders.Add("X-All", "1")));
        _services.AddPartnerCenterReferrals(options => options.Credential = Tokens())
            .ConfigurePrimaryHttpMessageHandler(() => _service.Handler)
            .ConfigureHttpClient(http =>
            {
                http.DefaultRequestHeaders.Add("X-Own", "1");
                http.BaseAddress = new Uri("https://fabrikam.example.com");
                http.Timeout = TimeSpan.FromMilliseconds(1);
            });

        SentRequest sent = await SentAsync();

        Assert.Equal(("1", "1"), (sent.Headers["X-All"], sent.Headers["X-Own"]));
        Assert.Equal($"{ReferralsEndpoint.Production}/{ReferralJson.Id}", sent.Url);
    }

    [Fact]
    public async Task Further_handlers_for_all_clients_are_left_out_with_one_warning_that_names_them()
    {
        RecordedLog log = new();
        _services.AddSingleton<ILoggerFactory>(log);
        _services.ConfigureHttpClientDefaults(all => all
            .AddHttpMessageHandler(() => new Marking("X-All")).AddHttpMessageHandler(() => new Other()));
        _services.AddPartnerCenterReferrals(options => options.Credential = Tokens())
            .ConfigurePrimaryHttpMessageHandler(() => _service.Handler)
            .AddHttpMessageHandler(() => new Marking("X-Own"));

        SentRequest sent = await SentAsync();

        Assert.False(sent.Headers.ContainsKey("X-All"));
        Assert.Equal("1", sent.Headers["X-Own"]);
        string warning = Assert.Single(log.Of(15));
        Assert.Contains($"{typeof(Marking).FullName}, {typeof(Other).FullName}.", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("contoso")]
    public void A_host_whose_client_is_substituted_starts_without_settings(string? key)
    {
        IConfigurationSection empty = new ConfigurationManager().GetSection("PartnerCenter");
        _ = key is null ? _services.AddPartnerCenterReferrals(empty) : _services.AddPartnerCenterReferrals(key, empty);
        using ServiceProvider before = _services.BuildServiceProvider();
        _services.Replace(key is null
            ? ServiceDescriptor.Singleton(Substitute()) : ServiceDescriptor.KeyedSingleton(key, Substitute()));
        using ServiceProvider after = _services.BuildServiceProvider();

        after.GetRequiredService<IStartupValidator>().Validate();

        // The real client still says what is missing.
        Assert.Contains("TenantId", Assert.Throws<OptionsValidationException>(
            () => key is null ? after.GetRequiredService<ReferralsClient>() : after.GetRequiredKeyedService<ReferralsClient>(key)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_with_a_client_of_its_own_before_the_registration_starts_too()
    {
        _services.AddSingleton(Substitute());
        _services.AddPartnerCenterReferrals(new ConfigurationManager().GetSection("PartnerCenter"));
        using ServiceProvider provider = _services.BuildServiceProvider();

        provider.GetRequiredService<IStartupValidator>().Validate();
    }

    private static IReferralsClient Substitute() =>
        ReferralsClient.Create(new ReferralsClientOptions { Credential = Tokens() }, new HttpClientHandler());

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

    private async Task<SentRequest> SentAsync()
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        await using ServiceProvider provider = _services.BuildServiceProvider();
        await provider.GetRequiredService<IReferralsClient>().GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        return _service.Only;
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

    private sealed class Other : DelegatingHandler;
}
