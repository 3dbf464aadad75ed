using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PartnerCenter.Referrals.Emulator;
using RichardSzalay.MockHttp;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Tests that a result of a health check repeats no secret, no token and nothing that a callback throws.</summary>
public sealed class HealthPrivacyTests
{
    private const string Planted = "planted.seller@contoso.example.com";

    [Fact]
    public async Task Secrets_and_tokens_that_were_refused_are_not_in_the_result()
    {
        await using HealthHost secret = await HealthHost.StartAsync(client: (options, emulator) =>
            options.Credential = ReferralsCredential.FromRefreshToken(
                emulator.TenantId, emulator.ClientId, "planted-secret", "planted-token", Deals.SignIn(emulator)));
        await using HealthHost token = await HealthHost.StartAsync(client: (options, emulator) =>
            options.Credential = ReferralsCredential.FromTokenProvider((_, _) => new(
                new ReferralsAccessToken(emulator.IssueToken(kind: AccessTokenKind.DelegatedWithoutRole), DateTimeOffset.MaxValue))));

        await AssertNothingIsPlantedAsync(secret);
        await AssertNothingIsPlantedAsync(token);
    }

    [Fact]
    public async Task What_a_callback_throws_is_named_by_its_type_only()
    {
        await using HealthHost provider = await HealthHost.StartAsync(client: (options, _) =>
            options.Credential = ReferralsCredential.FromTokenProvider((_, _) => throw new InvalidOperationException(Planted)));
        await using HealthHost configuration = await HealthHost.StartAsync(client: (_, _) => throw new InvalidOperationException(Planted));

        HealthReportEntry first = await AssertNothingIsPlantedAsync(provider);
        HealthReportEntry second = await AssertNothingIsPlantedAsync(configuration);

        Assert.Contains(nameof(InvalidOperationException), first.Description, StringComparison.Ordinal);
        Assert.Equal(
            "client: The client cannot be created or diagnosed: InvalidOperationException. Resolve ReferralsClient when the program "
                + "starts, which throws the whole exception.",
            second.Description);
        Assert.Equal("Failed", second.Data["client"]);
    }

    [Fact]
    public async Task What_the_service_says_is_not_in_the_result()
    {
        using MockHttpMessageHandler service = new();
        service.When("*").Respond(
            HttpStatusCode.Forbidden,
            [new("request-id", Planted)],
            "application/json",
            """
            {"error": {"code": "accessDenied", "message": "planted", "innerError": {"code": "planted@contoso.example.com"}}}
            """);
        ServiceCollection services = new();
        services.AddPartnerCenterReferrals(options => options.Credential = ReferralsCredential.FromTokenProvider(
            (_, _) => new(new ReferralsAccessToken("planted-token", DateTimeOffset.MaxValue))))
            .ConfigurePrimaryHttpMessageHandler(() => service);
        services.AddHealthChecks().AddReferralsHealthCheck();
        await using ServiceProvider provider = services.BuildServiceProvider();

        HealthReport report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(
            TestContext.Current.CancellationToken);

        AssertNothingIsPlanted(report.Entries["referrals"]);
        Assert.StartsWith("read: The service returned 403 accessDenied", report.Entries["referrals"].Description, StringComparison.Ordinal);
        Assert.Equal("accessDenied", report.Entries["referrals"].Data["read.errorCodes"]);
    }

    private static async Task<HealthReportEntry> AssertNothingIsPlantedAsync(HealthHost host)
    {
        HealthReportEntry entry = await host.ProbeAsync();

        AssertNothingIsPlanted(entry, host.Emulator.ClientSecret, host.Emulator.RefreshToken);
        return entry;
    }

    private static void AssertNothingIsPlanted(HealthReportEntry entry, params string[] secrets)
    {
        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.Null(entry.Exception);
        Assert.All(
            [entry.Description!, .. entry.Data.Keys, .. entry.Data.Values.Select(value => Assert.IsType<string>(value))],
            text =>
            {
                Assert.DoesNotContain("planted", text, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("eyJ", text, StringComparison.Ordinal); // How every JWT starts.
                Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
            });
    }
}
