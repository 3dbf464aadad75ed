namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests an emulator whose tenant, app and refresh token are fixed, as settings that do not change need it.</summary>
public sealed class FixedIdentityTests
{
    private const string Tenant = "11111111-2222-3333-4444-555555555555";
    private const string Client = "66666666-7777-8888-9999-aaaaaaaaaaaa";

    [Fact]
    public async Task Fixed_ids_secret_and_refresh_token_are_served_and_no_others()
    {
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions
        {
            TenantId = Tenant,
            ClientId = Client,
            ClientSecret = "a b&c=ü",
            RefreshToken = "fixed token",
        });

        RawResponse issued = await RedeemAsync("a b&c=ü", "fixed token");
        RawResponse again = await RedeemAsync("a b&c=ü", "fixed token");
        RawResponse wrongSecret = await RedeemAsync("other", "fixed token");
        RawResponse wrongToken = await RedeemAsync("a b&c=ü", "another");

        Assert.Equal([200, 200], [issued.Status, again.Status]);
        Assert.Equal(Tenant, EntraRequests.ClaimsOf(issued.Json["access_token"]!.GetValue<string>())["tid"]!.GetValue<string>());
        EntraRequests.AssertFault(wrongSecret, 401, "invalid_client", 7000215);
        EntraRequests.AssertFault(wrongToken, 400, "invalid_grant", 9002313);
        Assert.Equal(
            (Tenant, Client, "a b&c=ü", "fixed token"),
            (client.Emulator.TenantId, client.Emulator.ClientId, client.Emulator.ClientSecret, client.Emulator.RefreshToken));

        Task<RawResponse> RedeemAsync(string secret, string token) => client.TokenAsync(
            Tenant, null, ("grant_type", "refresh_token"), ("client_id", Client), ("client_secret", secret), ("refresh_token", token),
            ("scope", EntraRequests.Scope));
    }

    [Theory]
    [InlineData("TenantId", "contoso.example.com")]
    [InlineData("TenantId", "{11111111-2222-3333-4444-555555555555}")]
    [InlineData("ClientId", "")]
    [InlineData("ClientSecret", " ")]
    [InlineData("RefreshToken", "")]
    public async Task An_option_that_cannot_identify_anything_is_refused_when_the_emulator_starts(string name, string value)
    {
        var options = new ReferralsEmulatorOptions
        {
            TenantId = name == "TenantId" ? value : null,
            ClientId = name == "ClientId" ? value : null,
            ClientSecret = name == "ClientSecret" ? value : null,
            RefreshToken = name == "RefreshToken" ? value : null,
        };

        ArgumentException refusal = await Assert.ThrowsAsync<ArgumentException>(
            () => ReferralsEmulator.StartAsync(options, TestContext.Current.CancellationToken));

        Assert.Equal(name, refusal.ParamName);
        Assert.StartsWith($"{name} must ", refusal.Message, StringComparison.Ordinal);
    }
}
