using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>Redeems the given refresh token once; from then on the sign-in library holds the rotated ones for the account.</summary>
internal sealed class RefreshTokenCredential : ReferralsCredential
{
    private readonly IClientApplicationBase _app;
    private readonly string _refreshToken;
    private IAccount? _account;

    public RefreshTokenCredential(EntraApplication application, string? clientSecret, string refreshToken)
    {
        _refreshToken = refreshToken;
        _app = clientSecret is null
            ? PublicClientApplicationBuilder.Create(application.ClientId)
                .WithAuthority(application.Authority)
                .WithInstanceDiscovery(false)
                .WithHttpClientFactory(application.HttpClients, retryOnceOn5xx: false)
                .Build()
            : ConfidentialClientApplicationBuilder.Create(application.ClientId)
                .WithAuthority(application.Authority)
                .WithClientSecret(clientSecret)
                .WithInstanceDiscovery(false)
                .WithHttpClientFactory(application.HttpClients, retryOnceOn5xx: false)
                .Build();
    }

    internal override async ValueTask<ReferralsAccessToken> AcquireAsync(ReferralsTokenRequest request, CancellationToken cancellationToken)
    {
        string[] scopes = [request.Scope];
        AuthenticationResult result = await EntraErrors.TranslateAsync(async () =>
        {
            if (Volatile.Read(ref _account) is not { } account)
            {
                return await ((IByRefreshToken)_app).AcquireTokenByRefreshToken(scopes, _refreshToken)
                    .ExecuteAsync(cancellationToken).ConfigureAwait(false);
            }

            AuthenticationResult held = await _app.AcquireTokenSilent(scopes, account)
                .ExecuteAsync(cancellationToken).ConfigureAwait(false);
            return request.NewerThan is { } expiry && held.ExpiresOn <= expiry
                ? await _app.AcquireTokenSilent(scopes, account).WithForceRefresh(true)
                    .ExecuteAsync(cancellationToken).ConfigureAwait(false)
                : held;
        }).ConfigureAwait(false);

        Volatile.Write(ref _account, result.Account);
        return new ReferralsAccessToken(result.AccessToken, result.ExpiresOn);
    }
}
