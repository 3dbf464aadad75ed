using static PartnerCenter.Referrals.Emulator.Tests.WebhookSetup;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests that the registration API and the referrals API accept tokens of their own audience only.</summary>
public sealed class WebhookAudienceTests
{
    private const string WebhookScope = "https://api.partnercenter.microsoft.com/.default";

    [Theory]
    [InlineData(EntraRequests.Scope, 200, 401)]
    [InlineData(WebhookScope, 401, 200)]
    public async Task One_refresh_token_gives_tokens_of_both_audiences_and_neither_API_takes_the_others(
        string scope, int referrals, int registration)
    {
        await using RawClient client = await RawClient.StartAsync();
        client.Emulator.Webhooks.Register(new Uri("http://127.0.0.1:5999/"));

        RawResponse answer = await client.TokenAsync(
            ("grant_type", "refresh_token"), ("client_id", client.Emulator.ClientId), ("client_secret", client.Emulator.ClientSecret),
            ("refresh_token", client.Emulator.RefreshToken), ("scope", scope));
        string token = answer.Json["access_token"]!.GetValue<string>();

        Assert.Equal(scope[..^"/.default".Length], EntraRequests.ClaimsOf(token)["aud"]!.GetValue<string>());
        Assert.Equal(referrals, await EntraRequests.StatusAsync(client, token));
        Assert.Equal(
            registration, (await client.SendAsync(HttpMethod.Get, Registration, authorization: $"Bearer {token}")).Status);
    }

    [Fact]
    public async Task A_rotated_refresh_token_serves_the_other_audience()
    {
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { RefreshTokensAreSingleUse = true });
        client.Emulator.Webhooks.Register(new Uri("http://127.0.0.1:5999/"));

        RawResponse first = await RedeemAsync(client.Emulator.RefreshToken, EntraRequests.Scope);
        RawResponse second = await RedeemAsync(first.Json["refresh_token"]!.GetValue<string>(), WebhookScope);

        string token = second.Json["access_token"]!.GetValue<string>();
        Assert.Equal(200, (await client.SendAsync(HttpMethod.Get, Registration, authorization: $"Bearer {token}")).Status);

        Task<RawResponse> RedeemAsync(string refreshToken, string scope) => client.TokenAsync(
            ("grant_type", "refresh_token"), ("client_id", client.Emulator.ClientId), ("client_secret", client.Emulator.ClientSecret),
            ("refresh_token", refreshToken), ("scope", scope));
    }

    [Theory]
    [InlineData(AccessTokenKind.Delegated, true, 200)]
    [InlineData(AccessTokenKind.AppOnly, true, 200)]
    [InlineData(AccessTokenKind.DelegatedWithoutMfa, true, 401)]
    [InlineData(AccessTokenKind.WrongAudience, true, 401)]
    [InlineData(AccessTokenKind.DelegatedWithoutRole, true, 403)]
    [InlineData(AccessTokenKind.WrongTenant, true, 403)]
    [InlineData(AccessTokenKind.Delegated, false, 403)]
    [InlineData(AccessTokenKind.AppOnly, false, 200)]
    public async Task Who_may_register_follows_from_the_token_and_the_users_role(AccessTokenKind kind, bool userMayRegister, int status)
    {
        await using RawClient client = await RawClient.StartAsync(
            new ReferralsEmulatorOptions { Webhooks = new EmulatedWebhookOptions { UserMayRegister = userMayRegister } });

        Assert.Equal(status, (await CallAsync(client, HttpMethod.Get, "/events", kind: kind)).Status);
    }

    [Fact]
    public async Task A_user_who_may_not_register_reads_referrals()
    {
        await using RawClient client = await RawClient.StartAsync(
            new ReferralsEmulatorOptions { Webhooks = new EmulatedWebhookOptions { UserMayRegister = false } });

        Assert.Equal("accessDenied", (await CallAsync(client, HttpMethod.Get)).ErrorCode);
        Assert.Equal(200, (await client.ListAsync()).Status);
    }
}
