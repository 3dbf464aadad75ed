using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Readme;

public sealed class TokenSnippets
{
    [Fact]
    public async Task A_vault_stores_the_rotated_token()
    {
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        (string tenantId, string clientId, string clientSecret, string refreshToken) =
            (emulator.TenantId, emulator.ClientId, emulator.ClientSecret, emulator.RefreshToken);
        Vault vault = new();
        ReferralsCredentialOptions signIn = Tests.Deals.SignIn(emulator);

        #region refresh-token-store
        ReferralsCredential credential = ReferralsCredential.FromRefreshToken(
            tenantId,
            clientId,
            clientSecret,
            store: new CallbackRefreshTokenStore(vault.ReadAsync, vault.WriteAsync), // or new FileRefreshTokenStore(path)
            initialRefreshToken: refreshToken, // used while the store is empty
            options: signIn);
        #endregion

        using ReferralsClient client = ReferralsClient.Create(
            new ReferralsClientOptions { Endpoint = emulator.Endpoint, Credential = credential });
        Assert.False((await client.CreateAsync(Deals.Draft())).IsDraft);
        Assert.NotNull(vault.Token);
        Assert.NotEqual(refreshToken, vault.Token);
    }

    [Fact]
    public async Task Several_nodes_share_one_sign_in()
    {
        ServiceCollection services = new();
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        IConfigurationSection section = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["PartnerCenter:TenantId"] = "contoso.onmicrosoft.com",
            ["PartnerCenter:ClientId"] = "11111111-2222-3333-4444-555555555555",
            ["PartnerCenter:ClientSecret"] = "invented",
            ["PartnerCenter:RefreshToken"] = "invented",
        }).Build().GetSection("PartnerCenter");

        #region shared-tokens
        services.AddStackExchangeRedisCache(redis => redis.Configuration = "redis.contoso.example.com:6380,ssl=true");
        services.AddPartnerCenterReferrals(section, (provider, options) =>
        {
            IDistributedCache cache = provider.GetRequiredService<IDistributedCache>();
            IDataProtector protector = provider.GetDataProtector("PartnerCenter.Referrals"); // with keys that all nodes share
            options.Credential = ReferralsCredential.FromRefreshToken(
                section["TenantId"]!,
                section["ClientId"]!,
                section["ClientSecret"],
                new DistributedRefreshTokenStore(cache, "contoso/refresh-token", protector.Protect, protector.Unprotect),
                section["RefreshToken"],
                new ReferralsCredentialOptions { TokenCache = new DistributedTokenCache(cache, protector.Protect, protector.Unprotect) });
        });
        #endregion

        // Nothing is reached before the first call; RedisTests make it.
        await using ServiceProvider provider = services.BuildServiceProvider();
        Assert.NotNull(provider.GetRequiredService<IReferralsClient>());
    }

    private sealed class Vault
    {
        public string? Token { get; private set; }

        public async ValueTask<string?> ReadAsync(CancellationToken cancellationToken) =>
            await Task.FromResult(Token).WaitAsync(cancellationToken);

        public ValueTask WriteAsync(string token, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Token = token;
            return default;
        }
    }
}
