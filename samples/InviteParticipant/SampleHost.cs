using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PartnerCenter.Referrals;
using PartnerCenter.Referrals.Emulator;

namespace InviteParticipant;

/// <summary>
/// Provides what the scenario runs against: the live service if there are settings for it, or else an emulator in this process.
/// </summary>
internal sealed class SampleHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private SampleHost(ServiceProvider services, WireLog wire, ReferralsEmulator? emulator, Uri endpoint, string solutionId)
    {
        _services = services;
        Wire = wire;
        Emulator = emulator;
        Endpoint = endpoint;
        SolutionId = solutionId;
    }

    public ReferralsClient Client => _services.GetRequiredService<ReferralsClient>();

    public WireLog Wire { get; }

    public ReferralsEmulator? Emulator { get; }

    public bool IsLive => Emulator is null;

    public Uri Endpoint { get; }

    /// <summary>Gets the id of the deal's solution, which is one of the partner's own.</summary>
    public string SolutionId { get; }

    public static Task<SampleHost> StartAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        IConfigurationSection settings = configuration.GetSection("PartnerCenter");
        bool isSet = settings.GetChildren().Any(setting => !string.IsNullOrWhiteSpace(setting.Value));
        return isSet ? Task.FromResult(Live(settings, configuration["Deal:SolutionId"])) : EmulatedAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (Emulator is not null)
        {
            await Emulator.DisposeAsync();
        }
    }

    private static SampleHost Live(IConfigurationSection settings, string? solutionId)
    {
        WireLog wire = new();
        ServiceCollection services = new();
        services.AddPartnerCenterReferrals(settings).AddHttpMessageHandler(() => wire.NewHandler());
        ServiceProvider provider = services.BuildServiceProvider();
        Uri endpoint = provider.GetRequiredService<Microsoft.Extensions.Options.IOptions<ReferralsClientOptions>>().Value.Endpoint;
        return string.IsNullOrWhiteSpace(solutionId)
            ? throw new ArgumentException("Deal:SolutionId is missing. Set it to the id of one of your solutions, such as SOL-12345-ABC.")
            : new SampleHost(provider, wire, null, endpoint, solutionId);
    }

    private static async Task<SampleHost> EmulatedAsync(CancellationToken cancellationToken)
    {
        ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(cancellationToken: cancellationToken);
        WireLog wire = new();
        ServiceCollection services = new();
        services.AddPartnerCenterReferrals(options =>
        {
            options.Endpoint = emulator.Endpoint;
            options.Credential = ReferralsCredential.FromRefreshToken(
                emulator.TenantId, emulator.ClientId, emulator.ClientSecret, emulator.RefreshToken,
                new ReferralsCredentialOptions { HttpMessageHandler = wire.NewHandler(emulator.CreateEntraHandler()) });
        }).AddHttpMessageHandler(() => wire.NewHandler());
        return new SampleHost(services.BuildServiceProvider(), wire, emulator, emulator.Endpoint, "SOL-12345-ABC");
    }
}
