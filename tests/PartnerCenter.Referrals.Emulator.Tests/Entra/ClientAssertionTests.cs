using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests apps that authenticate without a secret.</summary>
public sealed class ClientAssertionTests : IDisposable
{
    private const string JwtBearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private readonly X509Certificate2 _certificate = MakeCertificate(DateTimeOffset.UtcNow.AddDays(1));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task MSAL_signs_in_with_the_registered_certificate(bool sendsChain)
    {
        using X509Certificate2 publicPart = X509CertificateLoader.LoadCertificate(_certificate.RawData);
        await using RawClient client = await RawClient.StartAsync(
            new ReferralsEmulatorOptions { ClientCertificate = publicPart, AllowAppOnlyTokens = true });
        using var factory = new EntraHttpClientFactory(client.Emulator);
        IConfidentialClientApplication app = Builder(client, factory).WithCertificate(_certificate, sendsChain).Build();

        AuthenticationResult own = await app.AcquireTokenForClient(
            EntraRequests.Scopes).ExecuteAsync(TestContext.Current.CancellationToken);
        AuthenticationResult user = await ((IByRefreshToken)app).AcquireTokenByRefreshToken(
            EntraRequests.Scopes, client.Emulator.RefreshToken)
            .ExecuteAsync(TestContext.Current.CancellationToken);

        Assert.Equal(200, await EntraRequests.StatusAsync(client, own.AccessToken));
        Assert.Equal(200, await EntraRequests.StatusAsync(client, user.AccessToken));
    }

    [Fact]
    public async Task MSAL_is_refused_with_a_certificate_that_is_not_registered()
    {
        using X509Certificate2 other = MakeCertificate(DateTimeOffset.UtcNow.AddDays(1));
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { ClientCertificate = _certificate });
        using var factory = new EntraHttpClientFactory(client.Emulator);

        MsalServiceException exception = await Assert.ThrowsAsync<MsalServiceException>(() =>
            Builder(client, factory).WithCertificate(other).Build().AcquireTokenForClient(EntraRequests.Scopes)
                .ExecuteAsync(TestContext.Current.CancellationToken));

        Assert.Equal("invalid_client", exception.ErrorCode);
        Assert.Contains("AADSTS700027", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MSAL_signs_in_with_a_federated_assertion()
    {
        string? seen = null;
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions
        {
            ValidateFederatedAssertion = assertion => (seen = assertion).Length > 0,
        });
        using var factory = new EntraHttpClientFactory(client.Emulator);
        string federated = Unsigned(Claims(client).With("iss", "https://issuer.example.com").With("sub", "workload"));

        AuthenticationResult result = await Builder(client, factory)
            .WithClientAssertion((AssertionRequestOptions _) => Task.FromResult(federated)).Build()
            .AcquireTokenForClient(EntraRequests.Scopes).ExecuteAsync(TestContext.Current.CancellationToken);

        Assert.NotEmpty(result.AccessToken);
        Assert.Equal(federated, seen);
    }

    [Fact]
    public async Task A_federated_assertion_is_accepted_only_when_the_option_accepts_it()
    {
        await using RawClient trusting = await RawClient.StartAsync(
            new ReferralsEmulatorOptions { ValidateFederatedAssertion = _ => false });
        await using RawClient plain = await RawClient.StartAsync();

        EntraRequests.AssertFault(await SendAsync(trusting, Federated(trusting)), 401, "invalid_client", 70021);
        EntraRequests.AssertFault(
            await SendAsync(trusting, Unsigned(Claims(trusting).With("iss", "x").With("exp", 1))), 401, "invalid_client", 700024);
        EntraRequests.AssertFault(await SendAsync(plain, Federated(plain)), 401, "invalid_client", 700021);

        static string Federated(RawClient client) => Unsigned(Claims(client).With("iss", "https://issuer.example.com"));
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("PS256")]
    public async Task An_assertion_may_name_the_certificate_by_either_thumbprint(string algorithm)
    {
        await using RawClient client = await StartAsync();

        Assert.Equal(200, (await SendAsync(client, Signed(Claims(client), algorithm))).Status);
    }

    [Fact]
    public async Task The_claims_of_an_assertion_are_validated()
    {
        await using RawClient client = await StartAsync();
        string good = Signed(Claims(client));

        await RefusedAsync(Signed(Claims(client).With("sub", "someone")), 700021);
        await RefusedAsync(Signed(Claims(client).With("aud", "https://contoso.example.com")), 700023);
        await RefusedAsync(Signed(Claims(client).With("exp", Seconds(-1))), 700024);
        await RefusedAsync(Signed(Claims(client).Without("exp")), 700024);
        await RefusedAsync(Signed(Claims(client).With("nbf", Seconds(60))), 700024);
        await RefusedAsync(Signed(Claims(client), "none"), 700027);
        await RefusedAsync(Signed(Claims(client), thumbprint: "AAAA"), 700027);
        await RefusedAsync(good[..good.LastIndexOf('.')] + "." + Base64Url.EncodeToString(new byte[256]), 700027);
        await RefusedAsync(Unsigned(Claims(client)), 700027);

        async Task RefusedAsync(string assertion, int code) =>
            EntraRequests.AssertFault(await SendAsync(client, assertion), 401, "invalid_client", code);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("a.b")]
    [InlineData("!.!.!")]
    [InlineData("e30.bm90IGpzb24.e30")]
    [InlineData("e30.W10.e30")]
    public async Task An_assertion_that_is_not_a_JWT_is_refused(string assertion)
    {
        await using RawClient client = await StartAsync();

        EntraRequests.AssertFault(await SendAsync(client, assertion), 400, "invalid_request", 50027);
        EntraRequests.AssertFault(await SendAsync(client, Signed(Claims(client)), type: "other"), 400, "invalid_request", 50027);
        EntraRequests.AssertFault(await SendAsync(client, Signed(Claims(client)), type: ""), 400, "invalid_request", 900144);
    }

    [Fact]
    public async Task An_assertion_is_refused_when_the_certificate_is_expired_or_missing()
    {
        using X509Certificate2 expired = MakeCertificate(DateTimeOffset.UtcNow.AddHours(-1));
        await using RawClient late = await RawClient.StartAsync(new ReferralsEmulatorOptions { ClientCertificate = expired });
        await using RawClient without = await RawClient.StartAsync();

        EntraRequests.AssertFault(await SendAsync(late, Signed(Claims(late), certificate: expired)), 401, "invalid_client", 700027);
        EntraRequests.AssertFault(await SendAsync(without, Signed(Claims(without))), 401, "invalid_client", 700027);
    }

    public void Dispose() => _certificate.Dispose();

    private static X509Certificate2 MakeCertificate(DateTimeOffset end)
    {
        using var key = RSA.Create(2048);
        return new CertificateRequest("CN=contoso.example.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), end);
    }

    private static ConfidentialClientApplicationBuilder Builder(RawClient client, EntraHttpClientFactory factory) =>
        ConfidentialClientApplicationBuilder.Create(client.Emulator.ClientId).WithAuthority(EntraRequests.AuthorityOf(client))
            .WithInstanceDiscovery(false).WithHttpClientFactory(factory);

    private static long Seconds(int fromNow) => DateTimeOffset.UtcNow.AddSeconds(fromNow).ToUnixTimeSeconds();

    private static JsonObject Claims(RawClient client) => new()
    {
        ["iss"] = client.Emulator.ClientId,
        ["sub"] = client.Emulator.ClientId,
        ["aud"] = new Uri(client.Emulator.Endpoint, $"/{client.Emulator.TenantId}/oauth2/v2.0/token").AbsoluteUri,
        ["nbf"] = Seconds(-60),
        ["exp"] = Seconds(600),
    };

    private static string Unsigned(JsonObject claims) => $"{Part(new JsonObject { ["alg"] = "none" })}.{Part(claims)}.AAAA";

    private static string Part(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private static Task<RawResponse> SendAsync(RawClient client, string assertion, string type = JwtBearer) => client.TokenAsync(
        ("grant_type", "client_credentials"), ("client_id", client.Emulator.ClientId), ("scope", EntraRequests.Scope),
        ("client_assertion_type", type), ("client_assertion", assertion));

    private string Signed(JsonObject claims, string algorithm = "PS256", string? thumbprint = null, X509Certificate2? certificate = null)
    {
        certificate ??= _certificate;
        bool isOld = algorithm == "RS256";
        var header = new JsonObject
        {
            ["alg"] = algorithm,
            [isOld ? "x5t" : "x5t#S256"] = thumbprint
                ?? Base64Url.EncodeToString(isOld ? certificate.GetCertHash() : certificate.GetCertHash(HashAlgorithmName.SHA256)),
        };
        string content = $"{Part(header)}.{Part(claims)}";
        using RSA key = certificate.GetRSAPrivateKey()!;
        byte[] signature = key.SignData(
            Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, isOld ? RSASignaturePadding.Pkcs1 : RSASignaturePadding.Pss);
        return $"{content}.{Base64Url.EncodeToString(signature)}";
    }

    private Task<RawClient> StartAsync() => RawClient.StartAsync(new ReferralsEmulatorOptions { ClientCertificate = _certificate });
}
