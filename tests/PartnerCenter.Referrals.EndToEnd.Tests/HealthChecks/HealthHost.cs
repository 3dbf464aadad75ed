using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>An emulator, and a container with a client on it and a health check, all on one clock that the test advances.</summary>
internal sealed class HealthHost : IAsyncDisposable
{
    private readonly ServiceProvider _provider;

    private HealthHost(ReferralsEmulator emulator, FakeTimeProvider clock, ServiceProvider provider)
    {
        Emulator = emulator;
        Clock = clock;
        _provider = provider;
    }

    public ReferralsEmulator Emulator { get; }

    public FakeTimeProvider Clock { get; }

    public IReferralsClient Client => _provider.GetRequiredService<IReferralsClient>();

    public HealthCheckService Service => _provider.GetRequiredService<HealthCheckService>();

    /// <summary>Gets the number of requests that the emulator received since the last call, by their kind.</summary>
    public (int Discovery, int Token, int Reads) TakeRequests()
    {
        (int, int, int) counts = (
            CountOf(RecordedRequestKind.Discovery), CountOf(RecordedRequestKind.Token), CountOf(RecordedRequestKind.Referrals));
        Emulator.ClearRequests();
        return counts;
    }

    public static async Task<HealthHost> StartAsync(
        AccessTokenKind tokenKind = AccessTokenKind.Delegated,
        Action<ReferralsClientOptions, ReferralsEmulator>? client = null,
        Action<IHealthChecksBuilder>? checks = null,
        string? key = null)
    {
        FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
        ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(
            new ReferralsEmulatorOptions { TimeProvider = clock, UserTokenKind = tokenKind }, TestContext.Current.CancellationToken);
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(clock);
        Action<ReferralsClientOptions> configure = one =>
        {
            one.Endpoint = emulator.Endpoint;
            one.TimeProvider = clock;
            one.Credential = ReferralsCredential.FromRefreshToken(
                emulator.TenantId, emulator.ClientId, emulator.ClientSecret, emulator.RefreshToken, Deals.SignIn(emulator));
            client?.Invoke(one, emulator);
        };
        _ = key is null ? services.AddPartnerCenterReferrals(configure) : services.AddPartnerCenterReferrals(key, configure);
        IHealthChecksBuilder builder = services.AddHealthChecks();
        if (checks is null)
        {
            builder.AddReferralsHealthCheck(key);
        }

        checks?.Invoke(builder);
        return new HealthHost(emulator, clock, services.BuildServiceProvider());
    }

    /// <summary>Runs all health checks, and returns the result of the only one.</summary>
    public async Task<HealthReportEntry> ProbeAsync() => Assert.Single((await ReportAsync()).Entries).Value;

    /// <summary>Runs all health checks.</summary>
    public Task<HealthReport> ReportAsync() => Service.CheckHealthAsync(TestContext.Current.CancellationToken);

    /// <summary>Disposes the container, as a host that stops does.</summary>
    public ValueTask StopAsync() => _provider.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Emulator.DisposeAsync();
    }

    private int CountOf(RecordedRequestKind kind) => Emulator.Requests.Count(request => request.Kind == kind);
}
