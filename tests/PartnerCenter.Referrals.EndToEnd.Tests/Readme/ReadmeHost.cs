using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Readme;

/// <summary>An emulator and a client on it, for the snippets that start from <c>client</c>.</summary>
internal sealed class ReadmeHost : IAsyncDisposable
{
    private readonly HttpMessageHandler _entra;
    private readonly HttpMessageHandler _network;

    private ReadmeHost(ReferralsEmulator emulator, Func<HttpMessageHandler, HttpMessageHandler>? around)
    {
        Emulator = emulator;
        _entra = emulator.CreateEntraHandler();
        HttpMessageHandler network = new SocketsHttpHandler { UseProxy = false };
        _network = around is null ? network : around(network);
        Client = ReferralsClient.Create(Options, _network);
    }

    public ReferralsEmulator Emulator { get; }

    public ReferralsClient Client { get; }

    public static async Task<ReadmeHost> SetAsync(
        ReferralsEmulatorOptions? options = null, Func<HttpMessageHandler, HttpMessageHandler>? around = null) =>
        new(await ReferralsEmulator.StartAsync(options, TestContext.Current.CancellationToken), around);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _network.Dispose();
        _entra.Dispose();
        await Emulator.DisposeAsync();
    }

    private ReferralsClientOptions Options => new()
    {
        Endpoint = Emulator.Endpoint,
        RetryDelay = TimeSpan.Zero,
        Credential = ReferralsCredential.FromRefreshToken(
            Emulator.TenantId,
            Emulator.ClientId,
            Emulator.ClientSecret,
            Emulator.RefreshToken,
            new ReferralsCredentialOptions { HttpMessageHandler = _entra }),
    };
}
