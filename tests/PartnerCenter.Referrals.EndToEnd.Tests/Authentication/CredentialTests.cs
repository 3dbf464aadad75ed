using System.Security.Cryptography.X509Certificates;
using System.Text;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Tests every credential through MSAL against the emulated Entra.</summary>
public sealed class CredentialTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_device_code_is_shown_and_the_call_waits_for_the_user()
    {
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(
            new() { PublicClient = true, CompleteDeviceCodesImmediately = true }, Cancellation);
        List<ReferralsDeviceCode> shown = [];
        using ReferralsClient client = ClientOf(emulator, ReferralsCredential.FromDeviceCode(
            emulator.TenantId,
            emulator.ClientId,
            (code, _) =>
            {
                shown.Add(code);
                return Task.CompletedTask;
            },
            Deals.SignIn(emulator)));

        await client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation);
        await client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation);

        ReferralsDeviceCode code = Assert.Single(shown);
        Assert.NotEmpty(code.UserCode);
        Assert.True(code.VerificationUri.IsAbsoluteUri);
        Assert.Contains(code.UserCode, code.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(code.UserCode, code.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_browser_returns_a_code_to_loopback_which_is_redeemed_with_PKCE()
    {
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(new() { PublicClient = true }, Cancellation);
        List<Uri> opened = [];
        Task browsing = Task.CompletedTask;
        using ReferralsClient client = ClientOf(emulator, ReferralsCredential.FromBrowser(
            emulator.TenantId,
            emulator.ClientId,
            address =>
            {
                opened.Add(address);
                browsing = Person.SignInAsync(emulator, address, Cancellation);
                return Task.CompletedTask;
            },
            Deals.SignIn(emulator)));

        await client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation);

        await browsing;
        Assert.Contains("code_challenge_method=S256", Assert.Single(opened).Query, StringComparison.Ordinal);
        Assert.Contains(
            "code_verifier=", Assert.Single(emulator.Requests, request => request.IsTokenRequest).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_token_for_your_own_API_is_exchanged_on_behalf_of_the_user()
    {
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(cancellationToken: Cancellation);
        using ReferralsClient client = ClientOf(emulator, ReferralsCredential.FromUserAssertion(
            emulator.TenantId, emulator.ClientId, emulator.ClientSecret, _ => new(emulator.IssueUserAssertion()), Deals.SignIn(emulator)));

        await client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation);

        Assert.Contains(
            "requested_token_use=on_behalf_of", Assert.Single(emulator.Requests, request => request.IsTokenRequest).Body,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_signs_in_place_of_a_secret()
    {
        using X509Certificate2 certificate = Certificates.NewSelfSigned();
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(
            new() { ClientCertificate = certificate, AllowAppOnlyTokens = true }, Cancellation);
        using ReferralsClient client = ClientOf(
            emulator, ReferralsCredential.FromCertificate(emulator.TenantId, emulator.ClientId, certificate, Deals.SignIn(emulator)));

        await client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation);

        RecordedRequest token = Assert.Single(emulator.Requests, request => request.IsTokenRequest);
        Assert.Contains("client_assertion=", token.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("client_secret", token.Body, StringComparison.Ordinal);

        using X509Certificate2 publicPart = X509CertificateLoader.LoadCertificate(certificate.Export(X509ContentType.Cert));
        Assert.Equal("certificate", Assert.Throws<ArgumentException>(
            () => ReferralsCredential.FromCertificate(emulator.TenantId, emulator.ClientId, publicPart)).ParamName);
    }

    [Fact]
    public async Task A_federated_assertion_signs_in_place_of_a_secret()
    {
        string federated = $"{Encoded("""{ "alg": "RS256" }""")}.{Encoded(Claims())}.AAAA";
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(
            new() { ValidateFederatedAssertion = assertion => assertion == federated, AllowAppOnlyTokens = true }, Cancellation);
        using ReferralsClient client = ClientOf(
            emulator, ReferralsCredential.FromAssertion(emulator.TenantId, emulator.ClientId, _ => new(federated), Deals.SignIn(emulator)));

        Assert.False((await client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation)).IsDraft);
    }

    private static string Encoded(string json) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static string Claims() =>
        $$"""{ "iss": "https://issuer.example.com", "sub": "workload", "aud": "api://AzureADTokenExchange", "exp": """
            + $$"""{{DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds()}} }""";

    [Fact]
    public async Task A_token_is_renewed_with_the_rotated_refresh_token()
    {
        // A token of seven seconds is renewed at each call, because a token has to outlive the request that carries it.
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(
            new() { TokenLifetime = TimeSpan.FromSeconds(7), RefreshTokensAreSingleUse = true }, Cancellation);
        ReferralsCredential credential = ReferralsCredential.FromRefreshToken(
            emulator.TenantId, emulator.ClientId, emulator.ClientSecret, emulator.RefreshToken, Deals.SignIn(emulator));
        ReferralsAccessToken first = await credential.AcquireAsync(
            new("https://api.partner.microsoft.com/.default", null, mayPrompt: true), Cancellation);
        ReferralsAccessToken second = await credential.AcquireAsync(
            new("https://api.partner.microsoft.com/.default", first.ExpiresOn, mayPrompt: false), Cancellation);
        ReferralsAccessToken third = await credential.AcquireAsync(
            new("https://api.partner.microsoft.com/.default", second.ExpiresOn, mayPrompt: false), Cancellation);

        Assert.Equal(3, new HashSet<string> { first.Token, second.Token, third.Token }.Count);
        Assert.Equal(3, emulator.Requests.Count(request => request.IsTokenRequest));
    }

    [Fact]
    public async Task Two_clients_with_two_tenants_in_one_process_share_no_token()
    {
        await using ReferralsEmulator contoso = await ReferralsEmulator.StartAsync(new() { OrganizationName = "Contoso" }, Cancellation);
        await using ReferralsEmulator fabrikam = await ReferralsEmulator.StartAsync(new() { OrganizationName = "Fabrikam" }, Cancellation);
        using ReferralsClient ofContoso = Deals.ClientOf(contoso);
        using ReferralsClient ofFabrikam = Deals.ClientOf(fabrikam);

        Referral[] created = await Task.WhenAll(
            ofContoso.CreateAsync(Deals.CoSell, cancellationToken: Cancellation),
            ofFabrikam.CreateAsync(Deals.CoSell, cancellationToken: Cancellation));

        Assert.Equal(["Contoso", "Fabrikam"], created.Select(referral => referral.OrganizationName));
        Assert.NotEqual(contoso.TenantId, fabrikam.TenantId);
        string[] bearers = [
            .. new[] { contoso, fabrikam }.Select(
                emulator => emulator.Requests.Single(request => !request.IsTokenRequest).Headers["Authorization"])];
        Assert.NotEqual(bearers[0], bearers[1]);
    }

    private static ReferralsClient ClientOf(ReferralsEmulator emulator, ReferralsCredential credential) =>
        Deals.ClientOf(emulator, options => options.Credential = credential);
}
