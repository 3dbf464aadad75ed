using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PartnerCenter.Referrals;
using PartnerCenter.Referrals.Emulator;

namespace PipelineReport;

/// <summary>
/// Provides the client to read from: that of the live service if there are settings for it, or else that of an emulator in this process
/// with generated referrals.
/// </summary>
internal sealed class Source : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly ReferralsEmulator? _emulator;

    private Source(IServiceCollection services, string name, ReferralsEmulator? emulator = null)
    {
        _services = services.BuildServiceProvider();
        _emulator = emulator;
        Name = name;
    }

    public ReferralsClient Client => _services.GetRequiredService<ReferralsClient>();

    public string Name { get; }

    public bool IsLive => _emulator is null;

    public static Task<Source> OpenAsync(IConfiguration configuration, int count, CancellationToken cancellationToken)
    {
        IConfigurationSection settings = configuration.GetSection("PartnerCenter");
        return settings.GetChildren().Any(setting => !string.IsNullOrWhiteSpace(setting.Value))
            ? Task.FromResult(Live(settings))
            : EmulatedAsync(count, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }
    }

    private static Source Live(IConfigurationSection settings)
    {
        ServiceCollection services = new();
        services.AddPartnerCenterReferrals(settings);
        bool isEmulator = Uri.TryCreate(settings["Endpoint"], UriKind.Absolute, out Uri? endpoint) && endpoint.IsLoopback;
        return new Source(services, isEmulator ? $"the emulator at {endpoint!.Authority}" : "the live service");
    }

    private static async Task<Source> EmulatedAsync(int count, CancellationToken cancellationToken)
    {
        ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(cancellationToken: cancellationToken);
        emulator.Seed(count, seed: 1);
        ServiceCollection services = new();
        services.AddPartnerCenterReferrals(options =>
        {
            options.Endpoint = emulator.Endpoint;
            options.Credential = ReferralsCredential.FromRefreshToken(
                emulator.TenantId, emulator.ClientId, emulator.ClientSecret, emulator.RefreshToken,
                new ReferralsCredentialOptions { HttpMessageHandler = emulator.CreateEntraHandler() });
        });
        return new Source(services, "an emulator in this process", emulator);
    }
}
