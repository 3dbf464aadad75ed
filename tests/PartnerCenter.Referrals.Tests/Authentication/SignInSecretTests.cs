using static PartnerCenter.Referrals.Tests.MockedEntra;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that a sign-in with a browser proves the application's identity where the application has a secret.</summary>
public sealed class SignInSecretTests
{
    [Theory]
    [InlineData("planted-secret")]
    [InlineData(null)]
    public async Task The_code_of_the_sign_in_page_is_redeemed_with_the_secret_of_the_application(string? secret)
    {
        using MockedEntra entra = new();
        entra.GivesUser("token");

        await ReferralsSignIn.WithBrowserAsync(
            Tenant,
            $"{Guid.NewGuid()}",
            secret is null ? null : ReferralsClientAuthentication.FromSecret(secret),
            new CallbackRefreshTokenStore(_ => new((string?)null), (_, _) => default),
            new()
            {
                CredentialOptions = new ReferralsCredentialOptions { HttpMessageHandler = entra },
                OpenBrowser = address => Browser.RedirectAsync(address, TestContext.Current.CancellationToken),
            },
            TestContext.Current.CancellationToken);

        Assert.Equal(
            ("authorization-code", secret), (entra.Last["code"], entra.Last.GetValueOrDefault("client_secret")));
    }
}
