using System.Buffers.Text;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>
/// Tests that one call signs a person in and leaves the refresh token in a store, that a second client goes on from the store, and what
/// it says once the token is revoked.
/// </summary>
public sealed class SignInToStoreTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_signs_in_to_a_public_client_with_the_browser()
    {
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(
            new() { PublicClient = true, RefreshTokensAreSingleUse = true }, Cancellation);
        InMemoryRefreshTokenStore store = new();
        Browsing browsing = new(emulator);

        ReferralsSignInResult who = await ReferralsSignIn.WithBrowserAsync(
            emulator.TenantId, emulator.ClientId, null, store, Options(emulator, browsing), Cancellation);

        RequirePerson(emulator, who);
        Assert.Equal("S256", Person.Query(browsing.Address, "code_challenge_method"));
        await RequireUseAsync(emulator, store, null);
    }

    [Theory]
    [InlineData("secret")]
    [InlineData("certificate")]
    [InlineData("assertion")]
    public async Task A_person_signs_in_to_a_confidential_client_with_the_browser(string kind)
    {
        using X509Certificate2 certificate = Certificates.NewSelfSigned();
        string federated = Federated();
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(
            new()
            {
                ClientCertificate = certificate,
                ValidateFederatedAssertion = one => one == federated,
                RefreshTokensAreSingleUse = true,
            },
            Cancellation);
        ReferralsClientAuthentication authentication = kind switch
        {
            "secret" => ReferralsClientAuthentication.FromSecret(emulator.ClientSecret),
            "certificate" => ReferralsClientAuthentication.FromCertificate(certificate),
            _ => ReferralsClientAuthentication.FromAssertion(_ => new(federated)),
        };
        InMemoryRefreshTokenStore store = new();
        Browsing browsing = new(emulator);

        ReferralsSignInResult who = await ReferralsSignIn.WithBrowserAsync(
            emulator.TenantId, emulator.ClientId, authentication, store, Options(emulator, browsing), Cancellation);

        RequirePerson(emulator, who);
        Assert.Equal("S256", Person.Query(browsing.Address, "code_challenge_method"));
        Assert.Equal(32, Person.Query(browsing.Address, "state").Length);
        string page = await browsing.Page;
        Assert.Contains("You can close this window", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        string redeemed = Assert.Single(emulator.Requests, request => request.IsTokenRequest).Body;
        Assert.Contains("code_verifier=", redeemed, StringComparison.Ordinal);
        Assert.Contains(kind == "secret" ? "client_secret=" : "client_assertion=", redeemed, StringComparison.Ordinal);
        await RequireUseAsync(emulator, store, authentication);
    }

    [Fact]
    public async Task A_person_signs_in_with_a_device_code()
    {
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(
            new() { PublicClient = true, CompleteDeviceCodesImmediately = true, RefreshTokensAreSingleUse = true }, Cancellation);
        InMemoryRefreshTokenStore store = new();
        List<ReferralsDeviceCode> shown = [];

        ReferralsSignInResult who = await ReferralsSignIn.WithDeviceCodeAsync(
            emulator.TenantId, emulator.ClientId, store,
            (code, _) =>
            {
                shown.Add(code);
                return Task.CompletedTask;
            },
            new() { CredentialOptions = Deals.SignIn(emulator) }, Cancellation);

        Assert.Single(shown);
        RequirePerson(emulator, who);
        await RequireUseAsync(emulator, store, null);
    }

    [Fact]
    public async Task A_sign_in_over_http_on_this_machine_opens_an_http_page()
    {
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(new() { PublicClient = true }, Cancellation);
        foreach (ReferralsClientAuthentication? authentication in
            (ReferralsClientAuthentication?[])[null, ReferralsClientAuthentication.FromSecret(emulator.ClientSecret)])
        {
            InMemoryRefreshTokenStore store = new();
            Browsing browsing = new(emulator);

            await ReferralsSignIn.WithBrowserAsync(
                emulator.TenantId, emulator.ClientId, authentication, store,
                new() { CredentialOptions = LoopbackAuthorityTests.Over(emulator), OpenBrowser = browsing.OpenAsync }, Cancellation);

            Assert.Equal(emulator.Endpoint.GetLeftPart(UriPartial.Authority), browsing.Address.GetLeftPart(UriPartial.Authority));
            Assert.NotNull(store.Token);
        }
    }

    [Fact]
    public async Task A_sign_in_without_multi_factor_authentication_says_so()
    {
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(
            new() { PublicClient = true, UserTokenKind = AccessTokenKind.DelegatedWithoutMfa }, Cancellation);

        ReferralsSignInResult who = await ReferralsSignIn.WithBrowserAsync(
            emulator.TenantId, emulator.ClientId, null, new InMemoryRefreshTokenStore(), Options(emulator, new Browsing(emulator)),
            Cancellation);

        Assert.False(who.UsedMultiFactorAuthentication);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refusal_of_the_sign_in_page_is_reported_with_its_code_only(bool isConfidential)
    {
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(
            new() { PublicClient = !isConfidential, ConsentIsMissing = true }, Cancellation);
        InMemoryRefreshTokenStore store = new();
        Browsing browsing = new(emulator);

        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => ReferralsSignIn.WithBrowserAsync(
                emulator.TenantId, emulator.ClientId,
                isConfidential ? ReferralsClientAuthentication.FromSecret(emulator.ClientSecret) : null,
                store, Options(emulator, browsing), Cancellation));

        Assert.Equal("AADSTS65001", refusal.EntraErrorCode);
        Assert.Contains("Consent is missing", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(emulator.ClientId, refusal.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, store.Writes);
        Assert.Contains("You can close this window", await browsing.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("AADSTS", await browsing.Page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_address_that_is_not_registered_stays_in_the_browser(bool isConfidential)
    {
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(
            new() { PublicClient = !isConfidential, RedirectUris = [new Uri("http://localhost:1/registered")] }, Cancellation);
        using CancellationTokenSource person = new();
        string? page = null;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ReferralsSignIn.WithBrowserAsync(
            emulator.TenantId, emulator.ClientId,
            isConfidential ? ReferralsClientAuthentication.FromSecret(emulator.ClientSecret) : null,
            new InMemoryRefreshTokenStore(),
            new()
            {
                CredentialOptions = Deals.SignIn(emulator),
                OpenBrowser = async address =>
                {
                    using HttpMessageHandler handler = emulator.CreateEntraHandler();
                    using HttpClient browser = new(handler);
                    page = await (await browser.GetAsync(address, Cancellation)).Content.ReadAsStringAsync(Cancellation);
                    await person.CancelAsync();
                },
            },
            person.Token));

        Assert.Contains("AADSTS50011", page, StringComparison.Ordinal);
    }

    private static ReferralsSignInOptions Options(ReferralsEmulator emulator, Browsing browsing) =>
        new() { CredentialOptions = Deals.SignIn(emulator), OpenBrowser = browsing.OpenAsync };

    private static void RequirePerson(ReferralsEmulator emulator, ReferralsSignInResult who)
    {
        Assert.Equal(
            ("seller@contoso.example.com", "Contoso Seller", emulator.TenantId, true),
            (who.UserName, who.DisplayName, who.TenantId, who.UsedMultiFactorAuthentication));
        Assert.InRange(who.SignedInAt!.Value, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(1));
        Assert.Equal(nameof(ReferralsSignInResult), who.ToString());
    }

    /// <summary>Goes on as another process does: from the store, with rotated tokens, until the tokens are revoked.</summary>
    private static async Task RequireUseAsync(
        ReferralsEmulator emulator, InMemoryRefreshTokenStore store, ReferralsClientAuthentication? authentication)
    {
        string? first = store.Token;
        Assert.NotNull(first);
        Assert.Equal(1, store.Writes);
        await ReadAsync();
        Assert.NotEqual(first, store.Token); // The emulator takes a refresh token once.
        await ReadAsync();

        emulator.RevokeRefreshTokens();
        ReferralsAuthenticationException revoked = await Assert.ThrowsAsync<ReferralsAuthenticationException>(ReadAsync);

        Assert.Equal("AADSTS50173", revoked.EntraErrorCode);
        Assert.Contains("The refresh token was revoked: sign in once more", revoked.Message, StringComparison.Ordinal);

        async Task ReadAsync()
        {
            using ReferralsClient client = Deals.ClientOf(emulator, options => options.Credential = ReferralsCredential.FromRefreshToken(
                emulator.TenantId, emulator.ClientId, authentication, store, options: Deals.SignIn(emulator)));
            await client.ListAsync(cancellationToken: Cancellation).ToListAsync(Cancellation);
        }
    }

    private static string Federated()
    {
        string claims = $$"""{ "iss": "workload", "exp": {{DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds()}} }""";
        return $"{Encoded("""{ "alg": "RS256" }""")}.{Encoded(claims)}.AAAA";
    }

    private static string Encoded(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private sealed class Browsing(ReferralsEmulator emulator)
    {
        public Uri Address { get; private set; } = null!;

        public Task<string> Page { get; private set; } = null!;

        public Task OpenAsync(Uri address)
        {
            Address = address;
            Page = Person.SignInAsync(emulator, address, Cancellation);
            return Task.CompletedTask;
        }
    }
}
