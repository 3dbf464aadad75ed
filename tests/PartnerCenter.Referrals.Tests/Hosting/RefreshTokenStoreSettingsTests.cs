using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests which refresh token store settings lead to, and that a store that is not there stops the start.</summary>
public sealed class RefreshTokenStoreSettingsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, null)]
    [InlineData("Service", null)]
    [InlineData("service", "fabrikam")]
    public async Task A_refresh_token_store_of_the_container_is_used(string? setting, string? name)
    {
        ServiceCollection services = new();
        CallbackRefreshTokenStore planted = new(_ => new("planted one planted two"), (_, _) => default);
        IConfigurationSection settings = Settings(
            ("TenantId", "contoso.onmicrosoft.com"), ("ClientId", "11111111-2222-3333-4444-555555555555"), ("RefreshTokenStore", setting));
        if (name is null)
        {
            services.AddSingleton<IRefreshTokenStore>(planted);
            services.AddPartnerCenterReferrals(settings);
        }
        else
        {
            services.AddKeyedSingleton<IRefreshTokenStore>(name, planted);
            services.AddPartnerCenterReferrals(name, settings);
        }

        await using ServiceProvider provider = services.BuildServiceProvider();
        provider.GetRequiredService<IStartupValidator>().Validate();
        IReferralsClient client = name is null
            ? provider.GetRequiredService<IReferralsClient>()
            : provider.GetRequiredKeyedService<IReferralsClient>(name);

        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));

        Assert.Contains("store returned a value that is not a refresh token", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Service", null, "PartnerCenter:RefreshTokenStore is Service, but the container has no IRefreshTokenStore")]
    [InlineData("Service", "/tmp/token", "PartnerCenter:RefreshTokenFile must not be set, because RefreshTokenStore is Service.")]
    [InlineData("File", null, "PartnerCenter:RefreshTokenFile is missing. Set it to the path of the file")]
    [InlineData("Vault", null, "PartnerCenter:RefreshTokenStore must be File or Service.")]
    public void A_refresh_token_store_that_is_not_there_stops_the_start(string setting, string? file, string expected)
    {
        ServiceCollection services = new();
        services.AddSingleton<IRefreshTokenStore>(new CallbackRefreshTokenStore(_ => new("token"), (_, _) => default));
        services.AddPartnerCenterReferrals("fabrikam", Settings( // A client with a name does not get the store without a key.
            ("TenantId", "contoso.onmicrosoft.com"), ("ClientId", "11111111-2222-3333-4444-555555555555"),
            ("RefreshTokenStore", setting), ("RefreshTokenFile", file)));
        using ServiceProvider provider = services.BuildServiceProvider();

        OptionsValidationException refusal = Assert.Throws<OptionsValidationException>(
            () => provider.GetRequiredService<IStartupValidator>().Validate());

        Assert.StartsWith(expected, Assert.Single(refusal.Failures), StringComparison.Ordinal);
    }

    private static IConfigurationSection Settings(params (string Name, string? Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(one => KeyValuePair.Create($"PartnerCenter:{one.Name}", one.Value)))
        .Build()
        .GetSection("PartnerCenter");
}
