using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Readme;

public sealed class FirstCallSnippets
{
    private static readonly string[] Settings =
    [
        // The host reads nothing of the current directory and watches no file.
        "--contentRoot=" + AppContext.BaseDirectory,
        "--hostBuilder:reloadConfigOnChange=false",
        "--PartnerCenter:TenantId=contoso.onmicrosoft.com",
        "--PartnerCenter:ClientId=11111111-2222-3333-4444-555555555555",
        "--PartnerCenter:ClientSecret=invented",
        "--PartnerCenter:RefreshToken=invented",
        "--Fabrikam:TenantId=fabrikam.onmicrosoft.com",
        "--Fabrikam:ClientId=11111111-2222-3333-4444-666666666666",
        "--Fabrikam:RefreshToken=invented",
    ];

    [Fact]
    public async Task The_client_without_a_container_refuses_an_empty_credential()
    {
        // The snippet names the live service, so it is compiled and not run; the next ones run.
        Func<string, string, string, string, Task> live = ListLiveAsync;

        await Assert.ThrowsAsync<ArgumentException>(() => live("", "", "", ""));
    }

    [Fact]
    public async Task The_client_is_resolved_from_a_host_with_settings()
    {
        string[] args = Settings;

        #region host
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddPartnerCenterReferrals(builder.Configuration.GetSection("PartnerCenter"));

        using IHost host = builder.Build();
        IReferralsClient client = host.Services.GetRequiredService<IReferralsClient>();
        #endregion

        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);
        Assert.Same(host.Services.GetRequiredService<ReferralsClient>(), client);
    }

    [Fact]
    public void Two_partners_have_one_client_each()
    {
        ServiceCollection services = new();
        IConfiguration configuration = new ConfigurationBuilder().AddCommandLine(Settings).Build();

        #region named
        services.AddPartnerCenterReferrals("contoso", configuration.GetSection("PartnerCenter"));
        services.AddPartnerCenterReferrals("fabrikam", configuration.GetSection("Fabrikam"));
        services.AddSingleton<FabrikamDeals>();
        #endregion

        using ServiceProvider provider = services.BuildServiceProvider();
        Assert.Same(provider.GetRequiredKeyedService<IReferralsClient>("fabrikam"), provider.GetRequiredService<FabrikamDeals>().Client);
        Assert.NotSame(provider.GetRequiredKeyedService<IReferralsClient>("contoso"), provider.GetRequiredService<FabrikamDeals>().Client);
    }

    [Fact]
    public void A_user_can_sign_in()
    {
        (string tenantId, string clientId, string clientSecret) =
            ("contoso.onmicrosoft.com", "11111111-2222-3333-4444-555555555555", "invented");
        IncomingRequest incoming = new("of the user");

        #region interactive
        ReferralsCredential onThisMachine = ReferralsCredential.FromBrowser(tenantId, clientId);
        ReferralsCredential onAnother = ReferralsCredential.FromDeviceCode(
            tenantId, clientId,
            async (code, cancellationToken) => await Console.Out.WriteLineAsync(code.Message.AsMemory(), cancellationToken));
        ReferralsCredential onBehalfOf = ReferralsCredential.FromUserAssertion(
            tenantId, clientId, clientSecret, cancellationToken => incoming.GetTokenAsync(cancellationToken));
        #endregion

        Assert.Equal(3, new HashSet<ReferralsCredential> { onThisMachine, onAnother, onBehalfOf }.Count);
    }

    [Fact]
    public async Task A_custom_token_provider_can_be_used()
    {
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        Broker broker = new(emulator);

        #region token-provider
        ReferralsCredential credential = ReferralsCredential.FromTokenProvider(async (request, cancellationToken) =>
        {
            (string token, DateTimeOffset expiresOn) = await broker.GetTokenAsync(request.Scope, refresh: false, cancellationToken);
            if (expiresOn <= request.NewerThan || expiresOn <= DateTimeOffset.UtcNow.AddMinutes(1))
            {
                (token, expiresOn) = await broker.GetTokenAsync(request.Scope, refresh: true, cancellationToken);
            }

            return new ReferralsAccessToken(token, expiresOn);
        });
        #endregion

        using ReferralsClient client = ReferralsClient.Create(
            new ReferralsClientOptions { Endpoint = emulator.Endpoint, Credential = credential });
        Assert.False((await client.CreateAsync(Deals.Draft())).IsDraft);
        Assert.Equal("https://api.partner.microsoft.com/.default", broker.Scope);
        Assert.Equal(2, broker.Issued); // The first one was in its last seconds.

        emulator.Faults.Next(EmulatedOperation.Get, Fault.Status(401));
        await client.GetAsync(emulator.GetReferrals()[0]["id"]!.GetValue<string>());
        Assert.Equal(3, broker.Issued); // The second one was refused, and the broker still holds it.
    }

    private static async Task ListLiveAsync(string tenantId, string clientId, string clientSecret, string refreshToken)
    {
        #region first-call
        using ReferralsClient client = ReferralsClient.Create(new ReferralsClientOptions
        {
            Credential = ReferralsCredential.FromRefreshToken(tenantId, clientId, clientSecret, refreshToken),
        });

        await foreach (Referral referral in client.ListAsync())
        {
            Console.WriteLine($"{referral.Id} {referral.Status}/{referral.Substatus}");
        }
        #endregion
    }

    #region keyed
    public sealed class FabrikamDeals([FromKeyedServices("fabrikam")] IReferralsClient client)
    {
        public IReferralsClient Client { get; } = client;
    }
    #endregion

    private sealed class IncomingRequest(string token)
    {
        public async ValueTask<string> GetTokenAsync(CancellationToken cancellationToken) =>
            await Task.FromResult(token).WaitAsync(cancellationToken);
    }

    /// <summary>Caches a token until it expires. The first one that it returns expires in three seconds.</summary>
    private sealed class Broker(ReferralsEmulator emulator)
    {
        private (string Token, DateTimeOffset ExpiresOn)? _cached;

        public string? Scope { get; private set; }

        public int Issued { get; private set; }

        public Task<(string Token, DateTimeOffset ExpiresOn)> GetTokenAsync(
            string scope, bool refresh, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Scope = scope;
            if (_cached is not { } cached || refresh)
            {
                TimeSpan lifetime = Issued++ == 0 ? TimeSpan.FromSeconds(3) : TimeSpan.FromHours(1);
                _cached = cached = (emulator.IssueToken(lifetime), DateTimeOffset.UtcNow + lifetime);
            }

            return Task.FromResult(cached);
        }
    }
}
