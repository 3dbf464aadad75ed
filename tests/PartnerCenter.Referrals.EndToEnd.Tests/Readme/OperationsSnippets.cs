using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using PartnerCenter.Referrals.Emulator;
using PartnerCenter.Referrals.EndToEnd.Tests.Matrix;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Readme;

[Collection(LogCapture.Collection)]
public sealed class OperationsSnippets
{
    [Fact]
    public async Task OpenTelemetry_receives_the_spans_of_calls()
    {
        await using ReadmeHost stage = await ReadmeHost.SetAsync();
        List<Activity> spans = [];
        List<Metric> measured = [];
        ServiceCollection services = new();

        #region telemetry
        services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddSource(ReferralsTelemetry.Name))
            .WithMetrics(metrics => metrics.AddMeter(ReferralsTelemetry.Name));
        #endregion

        services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddInMemoryExporter(spans));
        services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddInMemoryExporter(measured));
        await using ServiceProvider provider = services.BuildServiceProvider();
        TracerProvider tracing = provider.GetRequiredService<TracerProvider>();
        MeterProvider metrics = provider.GetRequiredService<MeterProvider>();
        Referral deal = await stage.Client.CreateAsync(Deals.Draft());
        tracing.ForceFlush();
        metrics.ForceFlush();

        Assert.False(deal.IsDraft);
        lock (spans)
        {
            Assert.Contains(
                spans.ToArray(),
                span => span.DisplayName == "referrals create" && (int?)span.GetTagItem("server.port") == stage.Emulator.Endpoint.Port);
        }

        Assert.Contains(measured.ToArray(), metric => metric.Name == "partnercenter.referrals.operation.duration" && metric.Unit == "s");
    }

    [Fact]
    public async Task A_health_check_reports_what_is_wrong()
    {
        HealthReport well = await CheckAsync(emulator => { });
        HealthReport broken = await CheckAsync(emulator => emulator.RevokeRefreshTokens());

        Assert.Equal(HealthStatus.Healthy, well.Status);
        Assert.Equal(HealthStatus.Unhealthy, broken.Status);
        Assert.Contains("AADSTS50173", broken.Entries["referrals"].Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_health_check_for_each_client_has_a_name_and_tags()
    {
        await using ReadmeHost stage = await ReadmeHost.SetAsync();
        ServiceCollection services = new();
        services.AddLogging();
        services.AddSingleton(stage.Client);
        services.AddKeyedSingleton("contoso", stage.Client);

        #region health-keys
        services.AddHealthChecks()
            .AddReferralsHealthCheck()
            .AddReferralsHealthCheck("contoso", tags: ["ready"], timeout: TimeSpan.FromSeconds(10));
        #endregion

        await using ServiceProvider provider = services.BuildServiceProvider();
        HealthReport report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(
            check => check.Tags.Contains("ready"), TestContext.Current.CancellationToken);

        Assert.Equal(["referrals:contoso"], report.Entries.Keys);
        Assert.Equal(HealthStatus.Healthy, report.Status);
    }

    private static async Task<HealthReport> CheckAsync(Action<ReferralsEmulator> act)
    {
        await using ReadmeHost stage = await ReadmeHost.SetAsync();
        act(stage.Emulator);
        ServiceCollection services = new();
        services.AddLogging();
        services.AddSingleton(stage.Client);

        #region health-use
        services.AddHealthChecks().AddReferralsHealthCheck();
        #endregion

        await using ServiceProvider provider = services.BuildServiceProvider();
        return await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
    }
}
