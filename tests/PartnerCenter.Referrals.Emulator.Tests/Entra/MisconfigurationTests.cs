using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests configurations in which the sign-in succeeds and the calls fail, with the real MSAL.</summary>
public sealed class MisconfigurationTests
{
    [Theory]
    [InlineData(AccessTokenKind.Delegated, 200, null)]
    [InlineData(AccessTokenKind.DelegatedWithoutMfa, 401, null)]
    [InlineData(AccessTokenKind.WrongAudience, 401, "unauthenticated")]
    [InlineData(AccessTokenKind.DelegatedWithoutRole, 403, "accessDenied")]
    [InlineData(AccessTokenKind.WrongTenant, 403, "accessDenied")]
    public async Task The_status_follows_from_what_the_user_may_do(AccessTokenKind kind, int status, string? code)
    {
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { UserTokenKind = kind });
        using var factory = new EntraHttpClientFactory(client.Emulator);

        AuthenticationResult result = await RefreshAsync(client, factory);

        foreach (string token in (string[])[result.AccessToken, client.Emulator.IssueToken(kind: kind)])
        {
            RawResponse answer = await client.SendAsync(HttpMethod.Get, UpdateRequests.Collection, authorization: $"Bearer {token}");
            Assert.Equal(status, answer.Status);
            if (code is not null)
            {
                Assert.Equal(code, answer.ErrorCode);
            }
        }

        Assert.Equal(kind == AccessTokenKind.WrongTenant, result.TenantId != client.Emulator.TenantId);
        Assert.Equal(result.TenantId, EntraRequests.ClaimsOf(result.AccessToken)["tid"]!.GetValue<string>());
    }

    [Fact]
    public async Task Missing_consent_requires_user_interaction()
    {
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { ConsentIsMissing = true });
        using var factory = new EntraHttpClientFactory(client.Emulator);

        MsalUiRequiredException exception = await Assert.ThrowsAsync<MsalUiRequiredException>(() => RefreshAsync(client, factory));

        Assert.Equal("invalid_grant", exception.ErrorCode);
        Assert.Equal(UiRequiredExceptionClassification.ConsentRequired, exception.Classification);
        Assert.Contains("AADSTS65001", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_consent_is_returned_to_the_browser()
    {
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { ConsentIsMissing = true });
        using var http = new HttpClient(client.Emulator.CreateEntraHandler());

        using HttpResponseMessage answer = await http.GetAsync(
            new Uri($"{EntraRequests.AuthorityOf(client)}/oauth2/v2.0/authorize?client_id={client.Emulator.ClientId}&response_type=code"
                + $"&redirect_uri=http%3A%2F%2Flocalhost&scope={Uri.EscapeDataString(EntraRequests.Scope)}"),
            TestContext.Current.CancellationToken);

        Assert.StartsWith("http://localhost?error=consent_required&error_description=AADSTS65001",
            answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_never_issues_an_app_only_token()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => RawClient.StartAsync(new ReferralsEmulatorOptions { UserTokenKind = AccessTokenKind.AppOnly }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => RawClient.StartAsync(new ReferralsEmulatorOptions { UserTokenKind = (AccessTokenKind)99 }));
    }

    private static Task<AuthenticationResult> RefreshAsync(RawClient client, EntraHttpClientFactory factory)
    {
        var app = (IByRefreshToken)ConfidentialClientApplicationBuilder.Create(client.Emulator.ClientId)
            .WithClientSecret(client.Emulator.ClientSecret).WithAuthority(EntraRequests.AuthorityOf(client))
            .WithInstanceDiscovery(false).WithHttpClientFactory(factory).Build();
        return app.AcquireTokenByRefreshToken(EntraRequests.Scopes, client.Emulator.RefreshToken)
            .ExecuteAsync(TestContext.Current.CancellationToken);
    }
}
