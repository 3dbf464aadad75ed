using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NSubstitute;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Tests which client a health check is for, what it is called, and what happens if the client is missing.</summary>
public sealed class HealthRegistrationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_selects_the_client_and_names_the_health_check()
    {
        await using HealthHost host = await HealthHost.StartAsync(key: "contoso");

        HealthReport report = await host.ReportAsync();

        Assert.Equal(["referrals:contoso"], report.Entries.Keys);
        Assert.Equal(HealthStatus.Healthy, report.Status);
        Assert.Equal(1, host.TakeRequests().Reads);
    }

    [Fact]
    public async Task Clients_with_different_keys_have_results_of_their_own()
    {
        GatedToken token = new();
        token.Open();
        ServiceCollection services = new();
        await using HealthHost host = await HealthHost.StartAsync();
        services.AddPartnerCenterReferrals(options => token.Configure(options, host.Emulator));
        services.AddPartnerCenterReferrals("contoso", options =>
        {
            token.Configure(options, host.Emulator);
            options.Endpoint = host.Emulator.Endpoint;
        });
        services.AddPartnerCenterReferrals("fabrikam", options =>
        {
            options.Endpoint = host.Emulator.Endpoint;
            options.Credential = ReferralsCredential.FromTokenProvider((_, _) => throw new InvalidOperationException());
        });
        services.AddHealthChecks().AddReferralsHealthCheck("contoso").AddReferralsHealthCheck("fabrikam", name: "partner");
        await using ServiceProvider provider = services.BuildServiceProvider();

        HealthReport report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancellation);

        Assert.Equal(HealthStatus.Healthy, report.Entries["referrals:contoso"].Status);
        Assert.Equal(HealthStatus.Unhealthy, report.Entries["partner"].Status);
    }

    [Fact]
    public async Task The_order_of_the_registrations_does_not_matter()
    {
        GatedToken token = new();
        token.Open();
        await using HealthHost host = await HealthHost.StartAsync();
        ServiceCollection services = new();
        services.AddHealthChecks().AddReferralsHealthCheck();
        services.AddPartnerCenterReferrals(options =>
        {
            token.Configure(options, host.Emulator);
            options.Endpoint = host.Emulator.Endpoint;
        });
        await using ServiceProvider provider = services.BuildServiceProvider();

        HealthReport report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancellation);

        Assert.Equal(HealthStatus.Healthy, report.Status);
    }

    [Theory]
    [InlineData(
        "contoso",
        "No client with the key 'contoso' is registered for the health check of referrals: call AddPartnerCenterReferrals with the name "
            + "'contoso'.")]
    [InlineData(null, "No client is registered for the health check of referrals: call AddPartnerCenterReferrals")]
    public async Task A_host_without_the_client_does_not_start(string? key, string reason)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddPartnerCenterReferrals("fabrikam", UseToken);
        builder.Services.AddHealthChecks().AddReferralsHealthCheck(key);
        using IHost host = builder.Build();

        OptionsValidationException refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Cancellation));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_whose_client_is_a_substitute_starts_with_the_health_check()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddPartnerCenterReferrals(builder.Configuration.GetSection("PartnerCenter"));
        builder.Services.AddHealthChecks().AddReferralsHealthCheck();
        builder.Services.AddSingleton(Substitute.For<IReferralsClient>());
        using IHost host = builder.Build();

        await host.StartAsync(Cancellation);
        HealthReport report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancellation);
        await host.StopAsync(Cancellation);

        Assert.Equal(HealthStatus.Unhealthy, report.Status);
        Assert.Contains("PartnerCenter:TenantId", report.Entries["referrals"].Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_of_the_application_is_diagnosed()
    {
        GatedToken token = new();
        token.Open();
        await using HealthHost host = await HealthHost.StartAsync();
        using ReferralsClient client = Deals.ClientOf(host.Emulator, options => token.Configure(options, host.Emulator));
        ServiceCollection services = new();
        services.AddLogging().AddSingleton(client).AddHealthChecks().AddReferralsHealthCheck();
        await using ServiceProvider provider = services.BuildServiceProvider();

        HealthReport report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancellation);

        Assert.Equal(HealthStatus.Healthy, report.Status);
    }

    [Fact]
    public void Malformed_arguments_are_refused()
    {
        IHealthChecksBuilder builder = new ServiceCollection().AddHealthChecks();

        Assert.Throws<ArgumentNullException>("builder", () => ((IHealthChecksBuilder)null!).AddReferralsHealthCheck());
        Assert.Throws<ArgumentException>("key", () => builder.AddReferralsHealthCheck(""));
        Assert.All(
            (TimeSpan[])[TimeSpan.Zero, TimeSpan.FromSeconds(-1), TimeSpan.MinValue, TimeSpan.MaxValue],
            limit => Assert.Throws<ArgumentOutOfRangeException>(
                "timeout", () => builder.AddReferralsHealthCheck(timeout: limit)));
    }

    private static void UseToken(ReferralsClientOptions options) =>
        options.Credential = ReferralsCredential.FromTokenProvider((_, _) => throw new InvalidOperationException());
}
