using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Readme;

/// <summary>Compiles the steps of <c>docs/going-live.md</c>. SignInToStoreTests run them against the emulator.</summary>
public sealed class SignInSnippets
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void The_sign_ins_of_the_page_compile() =>
        Assert.All((Delegate[])[WithBrowserAsync, WithDeviceCodeAsync, OfCertificate], Assert.NotNull);

    [Fact]
    public async Task A_store_of_the_container_is_used_by_settings()
    {
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(cancellationToken: Cancellation);
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["PartnerCenter:TenantId"] = emulator.TenantId,
            ["PartnerCenter:ClientId"] = emulator.ClientId,
            ["PartnerCenter:ClientSecret"] = emulator.ClientSecret,
            ["PartnerCenter:AuthorityHost"] = emulator.Endpoint.GetLeftPart(UriPartial.Authority),
            ["PartnerCenter:Endpoint"] = emulator.Endpoint.AbsoluteUri,
        }).Build();
        InMemoryRefreshTokenStore vault = new(emulator.RefreshToken);
        ServiceCollection services = new();

        #region service-store
        services.AddSingleton<IRefreshTokenStore>(new CallbackRefreshTokenStore(vault.ReadAsync, vault.WriteAsync));
        services.AddPartnerCenterReferrals(configuration.GetSection("PartnerCenter"));
        #endregion

        await using ServiceProvider provider = services.BuildServiceProvider();
        ReferralsDiagnosis diagnosis = await provider.GetRequiredService<ReferralsClient>().DiagnoseAsync(cancellationToken: Cancellation);
        Assert.True(diagnosis.IsHealthy, diagnosis.ToString());
        Assert.NotEqual(emulator.RefreshToken, vault.Token);
    }

    [Fact]
    public async Task A_host_with_settings_runs_the_diagnosis()
    {
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(cancellationToken: Cancellation);
        string[] args =
        [
            // The host reads nothing of the current directory and watches no file.
            "--contentRoot=" + AppContext.BaseDirectory,
            "--hostBuilder:reloadConfigOnChange=false",
            "--PartnerCenter:TenantId=" + emulator.TenantId,
            "--PartnerCenter:ClientId=" + emulator.ClientId,
            "--PartnerCenter:ClientSecret=" + emulator.ClientSecret,
            "--PartnerCenter:RefreshToken=" + emulator.RefreshToken,
            "--PartnerCenter:AuthorityHost=" + emulator.Endpoint.GetLeftPart(UriPartial.Authority),
            "--PartnerCenter:Endpoint=" + emulator.Endpoint.AbsoluteUri,
        ];

        #region host-diagnosis
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddPartnerCenterReferrals(builder.Configuration.GetSection("PartnerCenter"));

        using IHost host = builder.Build();
        ReferralsClient client = host.Services.GetRequiredService<ReferralsClient>();
        Console.WriteLine(await client.DiagnoseAsync());
        #endregion

        Assert.Contains(emulator.Requests, request => request is { Kind: RecordedRequestKind.Referrals, Method: "GET" });
    }

    [Fact]
    public void The_options_of_a_sign_in_to_the_emulator_name_its_address()
    {
        #region emulator-sign-in
        ReferralsSignInOptions options = new()
        {
            RedirectUri = new Uri("http://localhost:8400"),
            CredentialOptions = new() { AuthorityHost = new Uri("http://127.0.0.1:5010") },
        };
        #endregion

        Assert.Equal("127.0.0.1", options.CredentialOptions.AuthorityHost.Host);
    }

    private static async Task WithBrowserAsync(string tenantId, string clientId, string clientSecret, string path)
    {
        #region sign-in
        ReferralsSignInResult who = await ReferralsSignIn.WithBrowserAsync(
            tenantId,
            clientId,
            ReferralsClientAuthentication.FromSecret(clientSecret), // or FromCertificate, FromAssertion; null for a public client
            new FileRefreshTokenStore(path),
            new ReferralsSignInOptions { RedirectUri = new Uri("http://localhost:8400") });
        Console.WriteLine($"{who.UserName}, tenant {who.TenantId}, multi-factor {who.UsedMultiFactorAuthentication}, {who.SignedInAt:u}");
        #endregion
    }

    private static async Task WithDeviceCodeAsync(string tenantId, string clientId, string path)
    {
        #region sign-in-device
        ReferralsSignInResult who = await ReferralsSignIn.WithDeviceCodeAsync(
            tenantId,
            clientId,
            new FileRefreshTokenStore(path),
            async (code, cancellationToken) => await Console.Out.WriteLineAsync(code.Message.AsMemory(), cancellationToken));
        #endregion

        _ = who;
    }

    private static ReferralsCredential OfCertificate(string tenantId, string clientId, X509Certificate2 certificate, string path)
    {
        #region certificate-credential
        ReferralsCredential credential = ReferralsCredential.FromRefreshToken(
            tenantId, clientId, ReferralsClientAuthentication.FromCertificate(certificate), new FileRefreshTokenStore(path));
        #endregion

        return credential;
    }
}
