using Microsoft.Extensions.Time.Testing;
using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests signing in on another device.</summary>
public sealed class DeviceCodeTests
{
    private const string GrantType = "urn:ietf:params:oauth:grant-type:device_code";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task MSAL_signs_in_by_device_code(bool atOnce)
    {
        await using RawClient client = await StartAsync(
            new ReferralsEmulatorOptions { PublicClient = true, CompleteDeviceCodesImmediately = atOnce });
        using var factory = new EntraHttpClientFactory(client.Emulator);
        IPublicClientApplication app = PublicClientApplicationBuilder.Create(client.Emulator.ClientId)
            .WithAuthority(EntraRequests.AuthorityOf(client)).WithInstanceDiscovery(false).WithHttpClientFactory(factory).Build();
        DeviceCodeResult? shown = null;

        AuthenticationResult result = await app.AcquireTokenWithDeviceCode(EntraRequests.Scopes, code =>
        {
            shown = code;
            if (!atOnce)
            {
                client.Emulator.CompleteDeviceCode(code.UserCode.ToLowerInvariant());
            }

            return Task.CompletedTask;
        }).ExecuteAsync(TestContext.Current.CancellationToken);
        AuthenticationResult renewed = await app.AcquireTokenSilent(EntraRequests.Scopes, result.Account).WithForceRefresh(true)
            .ExecuteAsync(TestContext.Current.CancellationToken);

        Assert.Contains(shown!.UserCode, shown.Message, StringComparison.Ordinal);
        Assert.Equal(client.Emulator.TenantId, result.TenantId);
        Assert.Equal(200, await EntraRequests.StatusAsync(client, result.AccessToken));
        Assert.Equal(200, await EntraRequests.StatusAsync(client, renewed.AccessToken));
        Assert.Single(client.Emulator.Requests, request => request.Kind == RecordedRequestKind.SignIn);
    }

    [Fact]
    public async Task A_device_code_is_pending_until_the_user_enters_it_and_redeemed_once()
    {
        await using RawClient client = await StartAsync(new ReferralsEmulatorOptions { PublicClient = true });
        RawResponse start = await BeginAsync(client);
        string deviceCode = start.Json["device_code"]!.GetValue<string>();

        RawResponse pending = await PollAsync(client, deviceCode);
        client.Emulator.CompleteDeviceCode(start.Json["user_code"]!.GetValue<string>());
        RawResponse done = await PollAsync(client, deviceCode);
        RawResponse again = await PollAsync(client, deviceCode);

        Assert.Equal(
            ["user_code", "device_code", "verification_uri", "expires_in", "interval", "message"], start.Json.Select(member => member.Key));
        EntraRequests.AssertFault(pending, 400, "authorization_pending", 70016);
        Assert.Equal(200, await EntraRequests.StatusAsync(client, done.Json["access_token"]!.GetValue<string>()));
        EntraRequests.AssertFault(again, 400, "bad_verification_code", 70018);
    }

    [Fact]
    public async Task A_device_code_expires_after_15_minutes()
    {
        var clock = new FakeTimeProvider();
        await using RawClient client = await StartAsync(new ReferralsEmulatorOptions { PublicClient = true, TimeProvider = clock });
        RawResponse start = await BeginAsync(client);
        string deviceCode = start.Json["device_code"]!.GetValue<string>();
        clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromTicks(1));
        EntraRequests.AssertFault(await PollAsync(client, deviceCode), 400, "authorization_pending", 70016);

        clock.Advance(TimeSpan.FromTicks(1));

        EntraRequests.AssertFault(await PollAsync(client, deviceCode), 400, "expired_token", 70020);
        Assert.Throws<InvalidOperationException>(() => client.Emulator.CompleteDeviceCode(start.Json["user_code"]!.GetValue<string>()));
        Assert.Throws<ArgumentException>(() => client.Emulator.CompleteDeviceCode("unknown"));
    }

    [Fact]
    public async Task A_confidential_client_needs_its_secret_for_a_device_code()
    {
        await using RawClient client = await StartAsync(new ReferralsEmulatorOptions { CompleteDeviceCodesImmediately = true });
        RawResponse start = await BeginAsync(client);

        EntraRequests.AssertFault(await PollAsync(client, start.Json["device_code"]!.GetValue<string>()), 401, "invalid_client", 7000218);
    }

    [Fact]
    public async Task A_malformed_device_code_request_is_refused()
    {
        await using RawClient client = await StartAsync(new ReferralsEmulatorOptions());

        EntraRequests.AssertFault(await BeginAsync(client, clientId: Guid.Empty.ToString()), 400, "unauthorized_client", 700016);
        EntraRequests.AssertFault(await BeginAsync(client, scope: ""), 400, "invalid_request", 900144);
        EntraRequests.AssertFault(await BeginAsync(client, tenant: "fabrikam.example.com"), 400, "invalid_request", 90002);
        Assert.Equal(200, (await BeginAsync(client, tenant: "organizations")).Status);
        Assert.Equal(405, (await client.GetAsync($"/{client.Emulator.TenantId}/oauth2/v2.0/devicecode")).Status);
    }

    private static Task<RawClient> StartAsync(ReferralsEmulatorOptions options) => RawClient.StartAsync(options);

    private static async Task<RawResponse> BeginAsync(
        RawClient client, string? tenant = null, string? clientId = null, string scope = "openid offline_access " + EntraRequests.Scope)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(client.Emulator.Endpoint, $"/{tenant ?? client.Emulator.TenantId}/oauth2/v2.0/devicecode"));
        request.Content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["client_id"] = clientId ?? client.Emulator.ClientId,
            ["scope"] = scope,
        });
        return await client.SendAsync(request);
    }

    private static Task<RawResponse> PollAsync(RawClient client, string deviceCode) => client.TokenAsync(
        ("grant_type", GrantType), ("client_id", client.Emulator.ClientId), ("device_code", deviceCode));
}
