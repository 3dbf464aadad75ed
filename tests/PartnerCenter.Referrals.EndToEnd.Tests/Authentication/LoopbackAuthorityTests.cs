using System.Security.Cryptography.X509Certificates;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Tests that a sign-in reaches an http address of this machine, as another process reaches the emulator.</summary>
public sealed class LoopbackAuthorityTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task A_sign_in_over_http_on_this_machine_reaches_the_emulator_by_its_address_alone(string host)
    {
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(cancellationToken: Cancellation);
        using ReferralsClient client = Deals.ClientOf(emulator, options => options.Credential = ReferralsCredential.FromRefreshToken(
            emulator.TenantId, emulator.ClientId, emulator.ClientSecret, emulator.RefreshToken, Over(emulator, host)));

        await client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation);

        Assert.True((await client.DiagnoseAsync(cancellationToken: Cancellation)).IsHealthy);
        Assert.Equal(
            $"{host}:{emulator.Endpoint.Port}",
            Assert.Single(emulator.Requests.Where(request => request.IsTokenRequest).Select(one => one.Headers["Host"]).Distinct()));
    }

    [Fact]
    public async Task A_certificate_signs_in_over_http_on_this_machine()
    {
        using X509Certificate2 certificate = Certificates.NewSelfSigned();
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(
            new() { ClientCertificate = certificate, AllowAppOnlyTokens = true }, Cancellation);
        using ReferralsClient client = Deals.ClientOf(emulator, options => options.Credential = ReferralsCredential.FromCertificate(
            emulator.TenantId, emulator.ClientId, certificate, Over(emulator)));

        Assert.False((await client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation)).IsDraft);
    }

    internal static ReferralsCredentialOptions Over(ReferralsEmulator emulator, string host = "127.0.0.1") =>
        new() { AuthorityHost = new UriBuilder("http", host, emulator.Endpoint.Port).Uri };
}
