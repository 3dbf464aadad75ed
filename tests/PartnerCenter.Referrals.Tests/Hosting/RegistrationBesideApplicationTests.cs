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

    private async Task<SentRequest> SentAsync()
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        await using ServiceProvider provider = _services.BuildServiceProvider();
        await provider.GetRequiredService<IReferralsClient>().GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        return _service.Only;
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
