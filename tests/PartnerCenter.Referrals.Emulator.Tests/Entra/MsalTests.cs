using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests the emulated Entra with the real MSAL.</summary>
public sealed class MsalTests
{
    private static readonly string[] Scopes = ["https://api.partner.microsoft.com/.default"];

    [Fact]
    public async Task An_app_only_token_is_issued_and_accepted_only_when_the_option_allows_it()
    {
        await using RawClient today = await RawClient.StartAsync();
        await using RawClient in2018 = await RawClient.StartAsync(new ReferralsEmulatorOptions { AllowAppOnlyTokens = true });

        Assert.Equal(403, (await GetAsync(today)).Status);
        Assert.Equal(200, (await GetAsync(in2018)).Status);

        static async Task<RawResponse> GetAsync(RawClient client)
        {
            using var factory = new EntraHttpClientFactory(client.Emulator);
            AuthenticationResult result = await App(client.Emulator, factory).AcquireTokenForClient(Scopes)
                .ExecuteAsync(TestContext.Current.CancellationToken);
            Assert.Equal(TokenSource.IdentityProvider, result.AuthenticationResultMetadata.TokenSource);
            return await client.SendAsync(HttpMethod.Get, "/v1.0/engagements/referrals", authorization: $"Bearer {result.AccessToken}");
        }
    }

    [Fact]
    public async Task A_refresh_token_is_redeemed_and_a_forced_renewal_uses_the_rotated_one()
    {
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { RefreshTokensAreSingleUse = true });
        using var factory = new EntraHttpClientFactory(client.Emulator);
        IConfidentialClientApplication app = App(client.Emulator, factory);

        AuthenticationResult first = await ((IByRefreshToken)app).AcquireTokenByRefreshToken(Scopes, client.Emulator.RefreshToken)
            .ExecuteAsync(TestContext.Current.CancellationToken);
        AuthenticationResult cached = await app.AcquireTokenSilent(Scopes, first.Account)
            .ExecuteAsync(TestContext.Current.CancellationToken);
        AuthenticationResult forced = await app.AcquireTokenSilent(Scopes, first.Account).WithForceRefresh(true)
            .ExecuteAsync(TestContext.Current.CancellationToken);
        AuthenticationResult again = await app.AcquireTokenSilent(Scopes, first.Account).WithForceRefresh(true)
            .ExecuteAsync(TestContext.Current.CancellationToken);

        Assert.Equal(first.AccessToken, cached.AccessToken);
        Assert.Equal(3, new[] { first.AccessToken, forced.AccessToken, again.AccessToken }.Distinct().Count());
        Assert.Equal(client.Emulator.TenantId, forced.TenantId);
        Assert.Equal(
            200,
            (await client.SendAsync(HttpMethod.Get, "/v1.0/engagements/referrals", authorization: $"Bearer {again.AccessToken}")).Status);
        Assert.Equal(3, client.Emulator.Requests.Count(request => request.IsTokenRequest));
    }

    [Fact]
    public async Task A_revoked_refresh_token_requires_a_new_sign_in()
    {
        await using RawClient client = await RawClient.StartAsync();
        using var factory = new EntraHttpClientFactory(client.Emulator);
        client.Emulator.RevokeRefreshTokens();

        MsalUiRequiredException exception = await Assert.ThrowsAsync<MsalUiRequiredException>(() =>
            ((IByRefreshToken)App(client.Emulator, factory)).AcquireTokenByRefreshToken(Scopes, client.Emulator.RefreshToken)
                .ExecuteAsync(TestContext.Current.CancellationToken));

        Assert.Equal("invalid_grant", exception.ErrorCode);
        Assert.Contains("AADSTS50173", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_secret_is_answered_with_invalid_client()
    {
        await using RawClient client = await RawClient.StartAsync();
        using var factory = new EntraHttpClientFactory(client.Emulator);

        MsalServiceException exception = await Assert.ThrowsAsync<MsalServiceException>(() =>
            App(client.Emulator, factory, secret: "not the secret").AcquireTokenForClient(Scopes)
                .ExecuteAsync(TestContext.Current.CancellationToken));

        Assert.Equal("invalid_client", exception.ErrorCode);
        Assert.Equal(401, exception.StatusCode);
        Assert.Contains("AADSTS7000215", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instance_discovery_succeeds()
    {
        await using RawClient client = await RawClient.StartAsync();
        using var factory = new EntraHttpClientFactory(client.Emulator);
        IConfidentialClientApplication app = ConfidentialClientApplicationBuilder.Create(client.Emulator.ClientId)
            .WithClientSecret(client.Emulator.ClientSecret)
            .WithAuthority($"https://login.microsoftonline.com/{client.Emulator.TenantId}")
            .WithHttpClientFactory(factory)
            .Build();

        AuthenticationResult result = await app.AcquireTokenForClient(Scopes).ExecuteAsync(TestContext.Current.CancellationToken);

        Assert.NotEmpty(result.AccessToken);
        Assert.Contains(client.Emulator.Requests, request => request.Kind == RecordedRequestKind.Discovery);
    }

    private static IConfidentialClientApplication App(ReferralsEmulator emulator, EntraHttpClientFactory factory, string? secret = null) =>
        ConfidentialClientApplicationBuilder.Create(emulator.ClientId)
            .WithClientSecret(secret ?? emulator.ClientSecret)
            .WithAuthority($"https://login.microsoftonline.com/{emulator.TenantId}")
            .WithInstanceDiscovery(false)
            .WithHttpClientFactory(factory)
            .Build();
}
