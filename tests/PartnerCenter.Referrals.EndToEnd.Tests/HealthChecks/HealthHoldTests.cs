using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Tests that a result is held for a minute, and that one diagnosis serves all probes.</summary>
public sealed class HealthHoldTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_result_holds_for_a_minute()
    {
        await using HealthHost host = await HealthHost.StartAsync();
        Assert.Equal(HealthStatus.Healthy, (await host.ProbeAsync()).Status);
        Assert.Equal((1, 1, 1), host.TakeRequests());

        host.Emulator.Faults.Next(EmulatedOperation.List, Fault.Status(503));
        host.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(HealthStatus.Healthy, (await host.ProbeAsync()).Status);
        Assert.Equal((0, 0, 0), host.TakeRequests());

        host.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(HealthStatus.Degraded, (await host.ProbeAsync()).Status);
        Assert.Equal((1, 0, 1), host.TakeRequests());
    }

    [Fact]
    public async Task An_hour_of_frequent_probes_costs_a_read_a_minute_and_a_token_an_hour()
    {
        await using HealthHost host = await HealthHost.StartAsync();
        await host.ProbeAsync();
        host.TakeRequests();

        for (int probe = 0; probe < 180; probe++)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(20));
            await host.ProbeAsync();
        }

        Assert.Equal((60, 1, 60), host.TakeRequests());
    }

    [Fact]
    public async Task A_refresh_token_that_is_revoked_shows_when_the_access_token_has_to_be_renewed()
    {
        await using HealthHost host = await HealthHost.StartAsync();
        await host.ProbeAsync();

        host.Emulator.RevokeRefreshTokens();
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(HealthStatus.Healthy, (await host.ProbeAsync()).Status);

        host.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(HealthStatus.Unhealthy, (await host.ProbeAsync()).Status);
    }

    [Fact]
    public async Task Parallel_probes_and_several_health_checks_of_a_client_share_one_diagnosis()
    {
        GatedToken token = new();
        await using HealthHost host = await HealthHost.StartAsync(
            client: token.Configure,
            checks: checks => checks.AddReferralsHealthCheck().AddReferralsHealthCheck(name: "ready", tags: ["ready"]));

        Task<HealthReport>[] probes = [.. Enumerable.Range(0, 20).Select(_ => host.ReportAsync())];
        await token.Asked;
        token.Open();

        Assert.All(await Task.WhenAll(probes), report =>
        {
            Assert.Equal(HealthStatus.Healthy, report.Status);
            Assert.Equal(["ready", "referrals"], report.Entries.Keys.Order(StringComparer.Ordinal));
            Assert.Equal(["ready"], report.Entries["ready"].Tags);
        });
        Assert.Equal(1, host.TakeRequests().Reads);
    }

    [Fact]
    public async Task A_cancelled_probe_leaves_the_diagnosis_to_the_others()
    {
        GatedToken token = new();
        await using HealthHost host = await HealthHost.StartAsync(client: token.Configure);
        using CancellationTokenSource impatience = new();

        Task<HealthReport> cancelled = host.Service.CheckHealthAsync(impatience.Token);
        await token.Asked;
        Task<HealthReportEntry> other = host.ProbeAsync();
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        token.Open();

        Assert.Equal(HealthStatus.Healthy, (await other).Status);
        Assert.Equal(HealthStatus.Healthy, (await host.ProbeAsync()).Status);
        Assert.Equal(1, host.TakeRequests().Reads);
    }

    [Fact]
    public async Task A_probe_that_runs_out_of_time_is_degraded_and_its_diagnosis_serves_the_next()
    {
        GatedToken token = new();
        await using HealthHost host = await HealthHost.StartAsync(
            client: token.Configure,
            checks: checks => checks
                .AddReferralsHealthCheck(name: "hurried", timeout: TimeSpan.FromSeconds(10))
                .AddReferralsHealthCheck(name: "patient", timeout: Timeout.InfiniteTimeSpan));

        Task<HealthReport> hurried = host.Service.CheckHealthAsync(check => check.Name == "hurried", Cancellation);
        await token.Asked;
        host.Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False(hurried.IsCompleted);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        HealthReportEntry late = (await hurried).Entries["hurried"];
        Task<HealthReport> patient = host.Service.CheckHealthAsync(check => check.Name == "patient", Cancellation);
        token.Open();

        Assert.Equal((HealthStatus.Degraded, null), (late.Status, late.Exception));
        Assert.Equal("The diagnosis did not end within 10 seconds. It goes on, and the next probe uses its result.", late.Description);
        Assert.Empty(late.Data);
        Assert.Equal(HealthStatus.Healthy, (await patient).Status);
        Assert.Equal(HealthStatus.Healthy, (await host.ReportAsync()).Status);
        Assert.Equal(1, host.TakeRequests().Reads);
    }

    [Fact]
    public async Task A_caller_who_cancels_a_probe_with_a_timeout_has_cancelled()
    {
        GatedToken token = new();
        await using HealthHost host = await HealthHost.StartAsync(
            client: token.Configure, checks: checks => checks.AddReferralsHealthCheck(timeout: TimeSpan.FromSeconds(10)));
        using CancellationTokenSource impatience = new();

        Task<HealthReport> cancelled = host.Service.CheckHealthAsync(impatience.Token);
        await token.Asked;
        await impatience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        token.Open();
    }

    [Fact]
    public async Task A_container_that_is_disposed_during_a_probe_is_no_exception()
    {
        GatedToken token = new();
        await using HealthHost host = await HealthHost.StartAsync(client: token.Configure);

        Task<HealthReportEntry> probe = host.ProbeAsync();
        await token.Asked;
        await host.StopAsync();
        token.Open();

        Assert.Equal((HealthStatus.Unhealthy, null), ((await probe).Status, (await probe).Exception));
        Assert.Contains("was disposed", (await probe).Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_clock_of_the_container_counts_the_minute_where_the_client_has_the_clock_of_the_system()
    {
        GatedToken token = new();
        token.Open();
        FakeTimeProvider clock = new();
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(cancellationToken: Cancellation);
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(clock);
        services.AddPartnerCenterReferrals(options =>
        {
            options.Endpoint = emulator.Endpoint;
            token.Configure(options, emulator);
        });
        services.AddHealthChecks().AddReferralsHealthCheck();
        await using ServiceProvider provider = services.BuildServiceProvider();
        HealthCheckService service = provider.GetRequiredService<HealthCheckService>();

        await service.CheckHealthAsync(Cancellation);
        clock.Advance(TimeSpan.FromSeconds(59));
        await service.CheckHealthAsync(Cancellation);
        Assert.Single(emulator.Requests);

        clock.Advance(TimeSpan.FromSeconds(2));
        await service.CheckHealthAsync(Cancellation);
        Assert.Equal(2, emulator.Requests.Count);
    }
}
