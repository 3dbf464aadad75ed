using Microsoft.Identity.Client;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.Tests.Emulator;

/// <summary>Brings MSAL to the emulated Entra.</summary>
internal sealed class EntraHttpClientFactory(ReferralsEmulator emulator) : IMsalHttpClientFactory, IDisposable
{
    private readonly HttpClient _client = new(emulator.CreateEntraHandler());

    public HttpClient GetHttpClient() => _client;

    public void Dispose() => _client.Dispose();
}
