using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Provides MSAL with a client for the emulated Entra.</summary>
internal sealed class EntraHttpClientFactory(ReferralsEmulator emulator) : IMsalHttpClientFactory, IDisposable
{
    private readonly HttpClient _client = new(emulator.CreateEntraHandler());

    public HttpClient GetHttpClient() => _client;

    public void Dispose() => _client.Dispose();
}
