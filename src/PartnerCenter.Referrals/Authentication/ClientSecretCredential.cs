using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

internal sealed class ClientSecretCredential(EntraApplication application, string clientSecret) : ReferralsCredential
{
    private readonly IConfidentialClientApplication _app = ConfidentialClientApplicationBuilder
        .Create(application.ClientId)
        .WithAuthority(application.Authority)
        .WithClientSecret(clientSecret)
        .WithInstanceDiscovery(false)
        .WithHttpClientFactory(application.HttpClients, retryOnceOn5xx: false)
        .Build();

    internal override async ValueTask<ReferralsAccessToken> AcquireAsync(ReferralsTokenRequest request, CancellationToken cancellationToken)
    {
        AuthenticationResult result = await EntraErrors.TranslateAsync(
            () => _app.AcquireTokenForClient([request.Scope])
                // The library's own cache would hand out the token in hand until it has expired.
                .WithForceRefresh(request.NewerThan is not null)
                .ExecuteAsync(cancellationToken)).ConfigureAwait(false);
        return new ReferralsAccessToken(result.AccessToken, result.ExpiresOn);
    }
}
