using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>Signs in as the application itself, with the secret, certificate or assertion of its builder.</summary>
internal sealed class AppCredential : ReferralsCredential
{
    private readonly IConfidentialClientApplication _app;
    private readonly SharedTokenCache? _cache;

    public AppCredential(EntraApplication application, ConfidentialClientApplicationBuilder builder)
        : base(application.Time)
    {
        Application = application;
        _app = builder.Build();
        _cache = application.SharedCache("app");
        if (_cache is not null)
        {
            _app.AppTokenCache.SetBeforeAccessAsync(_cache.ReadAsync);
            _app.AppTokenCache.SetAfterAccessAsync(_cache.WriteAsync);
        }
    }

    internal override EntraApplication Application { get; }

    internal override bool IsAppOnly => true;

    internal override string? CacheFailure => _cache?.Failure;

    private protected override async Task<ReferralsAccessToken> RequestAsync(
        ReferralsTokenRequest request, CancellationToken cancellationToken)
    {
        AuthenticationResult result = await EntraErrors.TranslateAsync(
            async () =>
            {
                AuthenticationResult cached = await AuthenticateAsync(request, isForced: false, cancellationToken).ConfigureAwait(false);
                // MSAL's own cache returns the same token until it has expired, and what another program has written in its place.
                return request.IsAnsweredBy(cached)
                    ? cached
                    : await AuthenticateAsync(request, isForced: true, cancellationToken).ConfigureAwait(false);
            },
            Application.Time).ConfigureAwait(false);

        return new ReferralsAccessToken(result.AccessToken, result.ExpiresOn);
    }

    private Task<AuthenticationResult> AuthenticateAsync(
        ReferralsTokenRequest request, bool isForced, CancellationToken cancellationToken) =>
        _app.AcquireTokenForClient([request.Scope]).WithForceRefresh(isForced).WithClaims(request.Claims).ExecuteAsync(cancellationToken);
}
