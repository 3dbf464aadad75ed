using Microsoft.Extensions.Time.Testing;
using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests an app that calls on behalf of the user who called it.</summary>
public sealed class OnBehalfOfTests
{
    private const string GrantType = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    [Theory]
    [InlineData(true, 200)]
    [InlineData(false, 401)]
    public async Task An_on_behalf_of_token_carries_the_users_MFA_claim(bool withMfa, int status)
    {
        await using RawClient client = await RawClient.StartAsync();
        using var factory = new EntraHttpClientFactory(client.Emulator);
        IConfidentialClientApplication app = ConfidentialClientApplicationBuilder.Create(client.Emulator.ClientId)
            .WithClientSecret(client.Emulator.ClientSecret).WithAuthority(EntraRequests.AuthorityOf(client))
            .WithInstanceDiscovery(false).WithHttpClientFactory(factory).Build();
        var user = new UserAssertion(client.Emulator.IssueUserAssertion(withMfa: withMfa));

        AuthenticationResult result = await app.AcquireTokenOnBehalfOf(EntraRequests.Scopes, user)
            .ExecuteAsync(TestContext.Current.CancellationToken);

        Assert.Equal(status, await EntraRequests.StatusAsync(client, result.AccessToken));
        Assert.Equal("user_impersonation", EntraRequests.ClaimsOf(result.AccessToken)["scp"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_on_behalf_of_grant_accepts_only_a_valid_user_token_for_the_app()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(60));
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { TimeProvider = clock });
        await using RawClient other = await RawClient.StartAsync();
        string good = client.Emulator.IssueUserAssertion();

        Assert.Equal(200, (await SendAsync(client, good)).Status);
        EntraRequests.AssertFault(await SendAsync(client, "made.up.token"), 400, "invalid_grant", 50013);
        EntraRequests.AssertFault(await SendAsync(client, other.Emulator.IssueUserAssertion()), 400, "invalid_grant", 50013);
        EntraRequests.AssertFault(
            await SendAsync(client, client.Emulator.IssueToken(kind: AccessTokenKind.AppOnly)), 400, "invalid_grant", 50013);
        EntraRequests.AssertFault(await SendAsync(client, client.Emulator.IssueToken()), 400, "invalid_grant", 500131);
        EntraRequests.AssertFault(await SendAsync(client, client.Emulator.IssueUserAssertion(TimeSpan.Zero)), 400, "invalid_grant", 500133);
        EntraRequests.AssertFault(await SendAsync(client, ""), 400, "invalid_request", 900144);
        EntraRequests.AssertFault(await SendAsync(client, good, use: "something"), 400, "invalid_request", 9002313);
        clock.Advance(TimeSpan.FromHours(1));
        EntraRequests.AssertFault(await SendAsync(client, good), 400, "invalid_grant", 500133);
    }

    private static Task<RawResponse> SendAsync(RawClient client, string assertion, string use = "on_behalf_of") => client.TokenAsync(
        ("grant_type", GrantType), ("client_id", client.Emulator.ClientId), ("client_secret", client.Emulator.ClientSecret),
        ("assertion", assertion), ("requested_token_use", use), ("scope", EntraRequests.Scope));
}
